import { z } from 'zod'
import { AppError } from '../../shared/values/error.ts'
import { idSchema } from '../../shared/values/id.ts'

/** Shapes that several parts of the contract share. */

export const id = idSchema.meta({ description: 'UUID in lower case', example: '0192f0c1-7b3a-7c44-9f00-1234567890ab' })
export const idParams = z.object({ id })
/** What a client sends as a text field; blank stands for nothing, as in the replaced system. */
export const text = (most: number) => z.string().trim().max(most)
export const blankable = (most: number) => text(most).nullish().transform((value) => value || null)
export const instant = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 with offset', example: '2026-11-27T09:30:00.000+00:00' })
/** Flags and numbers of a query, which knows only texts. */
export const queryFlag = z.enum(['true', 'false', '1', '0', 'True', 'False']).transform((value) => value.toLowerCase() === 'true' || value === '1')
export const queryWhole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
export const queryNumber = z.coerce.number().min(-1e15).max(1e15)

export const paging = { page: queryWhole(1, 1_000_000).default(1), page_size: queryWhole(1, 100).default(20) }

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ count: z.int().min(0), next: z.string().nullable(), previous: z.string().nullable(), results: z.array(row) })
}

/** The envelope of a page. Throws `not_found` for a page beyond the last; the first may be empty. */
export function page<T>(address: { publicUrl: string; url: string }, { page: number, page_size: size }: { page: number; page_size: number }, count: number, results: readonly T[]) {
  if (number > 1 && (number - 1) * size >= count) throw new AppError('not_found', { entity: 'page' })
  const link = (to: number): string => {
    const url = new URL(address.url, address.publicUrl)
    if (to === 1) url.searchParams.delete('page')
    else url.searchParams.set('page', String(to))
    return `${address.publicUrl}${url.pathname}${url.search}`
  }
  return { count, next: number * size < count ? link(number + 1) : null, previous: number > 1 ? link(number - 1) : null, results: [...results] }
}

/** Milliseconds UTC as the contract writes times, in the zone of the agency or the platform. */
export function isoOf(instantMs: number): string
export function isoOf(instantMs: number | null): string | null
export function isoOf(instantMs: number | null): string | null {
  // Dakar is at UTC the whole year, without daylight saving (IANA: Africa/Dakar).
  return instantMs === null ? null : `${new Date(instantMs).toISOString().slice(0, -1)}+00:00`
}
