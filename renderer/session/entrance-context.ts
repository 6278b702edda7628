import { createContext, useContext } from 'react'
import type { Entrance } from './entrance.ts'

export const EntranceContext = createContext<Entrance | null>(null)

export function useEntrance(): Entrance {
  const entrance = useContext(EntranceContext)
  if (!entrance) throw new Error('no EntranceContext above')
  return entrance
}
