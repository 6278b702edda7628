import { useEffect, useRef, useState } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import type { RowWindow, Selection } from '../../../components/list/list-types.ts'

/** The rows behind the selected ids: those seen go on counting when they scroll away. */
export function useSelectedRows(rows: RowWindow<PropertyListRow>, selection: Selection): readonly PropertyListRow[] {
  const known = useRef(new Map<string, PropertyListRow>())
  const [selected, setSelected] = useState<readonly PropertyListRow[]>([])
  useEffect(() => {
    let left = false
    void (async () => {
      const { ids } = selection
      if (ids.size === 0) {
        known.current.clear()
        return setSelected([])
      }
      const count = rows.count ?? 0
      const missing = () => [...ids].some((id) => !known.current.has(id))
      // what is on the screen is free; the rest is read only when the selection reaches beyond it
      for (let start = 0; start < count && (start === 0 || missing()); start += 200) {
        for (const row of await rows.load(start, Math.min(count - 1, start + 199))) known.current.set(row.id, row)
        if (left) return
      }
      setSelected([...ids].flatMap((id) => known.current.get(id) ?? []))
    })()
    return () => {
      left = true
    }
  }, [rows, selection])
  return selected
}
