import { useEffect, useState } from 'react'

/** The latest value, once a frame: a slider that is dragged says more than the screen can show. */
export function useFrame<Value>(value: Value): Value {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    const frame = requestAnimationFrame(() => setShown(value))
    return () => cancelAnimationFrame(frame)
  }, [value])
  return shown
}
