import { useState } from 'react'
import { errorInWords } from '../../feedback/error-words.ts'
import { useWords } from '../../language/words.tsx'

/** One act of a form: waiting, and the words of what went wrong. @param wordsOf where a failure says more than its code. */
export function useFormAct(wordsOf: typeof errorInWords = errorInWords) {
  const { t } = useWords()
  const [waiting, setWaiting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  async function act(work: () => Promise<void>): Promise<void> {
    setWaiting(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(wordsOf(error, t))
    } finally {
      setWaiting(false)
    }
  }
  return { waiting, problem, act }
}
