import { useState } from 'react'
import { errorInWords } from '../../feedback/error-words.ts'
import { useWords } from '../../language/words.tsx'
import { known } from './door.ts'

/** One act of a form: waiting, and what went wrong, by its field where the server named one. */
export function useRefusable() {
  const { t } = useWords()
  const [waiting, setWaiting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function act(work: () => Promise<void>): Promise<void> {
    setWaiting(true)
    setProblem(null)
    try {
      await work()
    } catch (thrown) {
      const error = known(thrown)
      const fields = Object.values((error.params['fields'] ?? {}) as Record<string, readonly string[]>).flat()
      setProblem(fields.length > 0 ? fields.join(' ') : errorInWords(error, t))
    } finally {
      setWaiting(false)
    }
  }
  return { waiting, problem, act }
}
