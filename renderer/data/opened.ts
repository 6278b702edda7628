import { z } from 'zod'

/** Records that a member opened lately on this computer, newest first: offered by Ctrl+K before anything is typed. */
const openedSchema = z.object({ entity: z.enum(['property', 'contact', 'lead']), id: z.string(), title: z.string(), detail: z.string() })
export type Opened = z.infer<typeof openedSchema>

const most = 7
const placeOf = (memberId: string) => `digit-hab.opened.${memberId}`

export function recentlyOpened(memberId: string): Opened[] {
  const text = localStorage.getItem(placeOf(memberId))
  if (text === null) return []
  try {
    const parsed = z.array(openedSchema).safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

export function rememberOpened(memberId: string, record: Opened): void {
  const others = recentlyOpened(memberId).filter((one) => one.id !== record.id)
  localStorage.setItem(placeOf(memberId), JSON.stringify([record, ...others].slice(0, most)))
}
