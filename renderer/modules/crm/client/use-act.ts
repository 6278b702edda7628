import { useState } from 'react'
import { showError } from '../../../feedback/show.tsx'

/** One act at a time: whether it runs, and its failure said. Answers whether it was done. */
export function useAct() {
  const [running, setRunning] = useState(false)
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    setRunning(true)
    try {
      await work()
      return true
    } catch (error) {
      showError(error)
      return false
    } finally {
      setRunning(false)
    }
  }
  return { running, act }
}
