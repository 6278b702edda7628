import { useMemo, useState } from 'react'
import { z } from 'zod'
import { useSession } from '../../session/session.tsx'
import type { ColumnState, ListColumn, ListRow } from './list-types.ts'

const keptSchema = z.object({ order: z.array(z.string()), widths: z.record(z.string(), z.number()) })
type Kept = z.infer<typeof keptSchema>

const narrowest = 56
const widest = 900

/** Which columns, how wide, in which order: each member's own choice, remembered on this computer under `name`. */
export function useColumns<Row extends ListRow>(name: string, all: readonly ListColumn<Row>[]): ColumnState<Row> {
  const { member } = useSession()
  const place = `digit-hab.columns.${member.id}.${name}`
  const [kept, setKept] = useState<Kept>(() => readKept(place) ?? usual(all))

  return useMemo<ColumnState<Row>>(() => {
    const change = (next: Kept) => {
      localStorage.setItem(place, JSON.stringify(next))
      setKept(next)
    }
    const known = new Map(all.map((column) => [column.id, column]))
    const order = [
      ...all.filter((column) => column.fixed && !kept.order.includes(column.id)).map((column) => column.id),
      ...kept.order.filter((id) => known.has(id)),
    ]
    const visible = order.map((id) => known.get(id)!)
    return {
      all,
      visible,
      widthOf: (id) => kept.widths[id] ?? known.get(id)?.width ?? 120,
      toggle(id) {
        if (known.get(id)?.fixed) return
        const shown = order.includes(id)
        change({ ...kept, order: shown ? order.filter((one) => one !== id) : inPlace(order, id, all) })
      },
      resize(id, width) {
        const least = known.get(id)?.minWidth ?? narrowest
        change({ ...kept, widths: { ...kept.widths, [id]: Math.round(Math.min(widest, Math.max(least, width))) } })
      },
      choose: (ids) => change({ ...kept, order: ids.filter((id) => known.has(id)) }),
      move(id, by) {
        const at = order.indexOf(id)
        const to = at + by
        if (at < 0 || to < 0 || to >= order.length) return
        const next = [...order]
        next.splice(at, 1)
        next.splice(to, 0, id)
        change({ ...kept, order: next })
      },
      reset: () => change(usual(all)),
    }
  }, [all, kept, place])
}

function usual<Row extends ListRow>(all: readonly ListColumn<Row>[]): Kept {
  return { order: all.filter((column) => !column.hidden).map((column) => column.id), widths: {} }
}

/** A column that comes back stands where it stood among the others. */
function inPlace<Row extends ListRow>(order: readonly string[], id: string, all: readonly ListColumn<Row>[]): string[] {
  const rank = new Map(all.map((column, index) => [column.id, index]))
  const after = order.findIndex((one) => (rank.get(one) ?? 0) > (rank.get(id) ?? 0))
  return after < 0 ? [...order, id] : [...order.slice(0, after), id, ...order.slice(after)]
}

function readKept(place: string): Kept | null {
  const text = localStorage.getItem(place)
  if (text === null) return null
  try {
    const parsed = keptSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
