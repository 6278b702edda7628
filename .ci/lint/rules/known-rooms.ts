import { placeOf } from '../places.ts'
import type { Rule } from '../source.ts'

const rootSource = /\.config\.[cm]?[jt]s$/

/** A file that no rule knows how to judge would be judged by none. */
export const knownRooms: Rule = {
  name: 'known-rooms',
  check: (project) =>
    [...project.paths].flatMap((path) => {
      const { room } = placeOf(path)
      const message =
        room === 'unknown' ? 'stands in no room of the house; see .ci/lint/places.ts and architecture §2'
        : room !== 'root' || rootSource.test(path) || !project.sources.has(path) ? undefined
        : 'is source at the root: only *.config.ts stand there'
      return message ? [{ path, line: 1, rule: 'known-rooms', message }] : []
    }),
}
