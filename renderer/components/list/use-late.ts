import { useEffect, useState } from 'react'

/** True once `state` has lasted for `milliseconds`: what is quick should not flash. */
export function useLate(state: boolean, milliseconds: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!state) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => clearTimeout(timer)
  }, [state, milliseconds])
  return state && late
}
