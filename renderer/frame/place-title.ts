import { useEffect } from 'react'
import { createStore } from '../data/store.ts'

/** What stands behind the name of the section in the top bar: the record that is open. */
export const placeTitle = createStore<string | null>(null)

/** For record pages: names the place in the top bar and in the window's title while the page is open. */
export function usePlaceTitle(title: string | null): void {
  useEffect(() => {
    placeTitle.set(title)
    return () => placeTitle.set(null)
  }, [title])
}
