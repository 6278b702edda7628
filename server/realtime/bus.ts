/** An agency whose log has reached a number. */
export type Head = { readonly agencyId: string; readonly head: number }

/** How every server of one database hears that an agency has changed. What is told may be lost, never wrong: posts look by themselves too. */
export type Bus = {
  /** After the commit. Never throws. */
  tell(head: Head): Promise<void>
  /**
   * Begins to listen; resolves once nothing is missed any more.
   * @param onGap something may have been told that was not heard
   */
  listen(onHead: (head: Head) => void, onGap: () => void): Promise<void>
  close(): Promise<void>
}

/** For the one server of a SQLite file. */
export function openLocalBus(): Bus {
  let hear: ((head: Head) => void) | null = null
  return {
    tell: async (head) => hear?.(head),
    listen: async (onHead) => {
      hear = onHead
    },
    close: async () => {
      hear = null
    },
  }
}
