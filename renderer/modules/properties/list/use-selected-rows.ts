import { useEffect, useRef, useState } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import type { RowWindow, Selection } from '../../../components/list/list-types.ts'

const readAtOnce = 200

/** The rows behind the selected ids: those seen go on counting when they scroll away. */
export function useSelectedRows(rows: RowWindow<PropertyListRow>, selection: Selection): readonly PropertyListRow[] {
  const known = useRef(new Map<string, PropertyListRow>())
  // the window of rows is a new object at each rendering; what is asked for is whatever it is then
  const latest = useRef(rows)
  latest.current = rows
  const [selected, setSelected] = useState<readonly PropertyListRow[]>([])
  const { ids } = selection
  useEffect(() => {
    if (ids.size === 0) {
      known.current.clear()
      setSelected((was) => (was.length === 0 ? was : []))
      return
    }
    let left = false
    async function read() {
      const count = latest.current.count ?? 0
      const isMissing = () => [...ids].some((id) => !known.current.has(id))
      // what is on the screen is free; the rest is read only when the selection reaches beyond it
      for (let start = 0; start < count && isMissing() && !left; start += readAtOnce) {
        const part = await latest.current.load(start, Math.min(count - 1, start + readAtOnce - 1))
        for (const row of part) known.current.set(row.id, row)
      }
      if (!left) setSelected([...ids].flatMap((id) => known.current.get(id) ?? []))
    }
    void read()
    return () => {
      left = true
    }
  }, [ids])
  return selected
}
