import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { followChanges } from '../core/invalidation.ts'
import type { FollowOptions } from '../core/invalidation.ts'
import { toAppError } from '../core/errors.ts'
import { useCoreClient, usePhotoCache } from '../data/client.tsx'
import { showError } from '../feedback/show.tsx'

const closedDoor = new Set(['not_signed_in', 'session_locked', 'cancelled'])

/** Keeps every answer on the screen true while somebody is signed in, and opens what he asks for outside the page. */
export function useLiveChanges(active: boolean, onOpen: NonNullable<FollowOptions['onOpen']>): void {
  const core = useCoreClient()
  const queries = useQueryClient()
  const photos = usePhotoCache()
  const open = useRef(onOpen)
  open.current = onOpen
  useEffect(() => {
    if (!active) return
    const control = new AbortController()
    async function follow() {
      try {
        await followChanges({
          changes: (_input, options) => core.live.changes({}, options),
          queries,
          onArrived: photos.arrived,
          onOpen: (target) => open.current(target),
          signal: control.signal,
          wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        })
      } catch (error) {
        // A closed door is told by the door itself, and opening it begins this anew.
        if (!closedDoor.has(toAppError(error).code)) showError(error)
      }
    }
    void follow()
    return () => control.abort()
  }, [core, queries, photos, active])
}
