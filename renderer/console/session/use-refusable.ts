import { errorInWords } from '../../feedback/error-words.ts'
import { useFormAct } from '../../modules/auth/use-form-act.ts'
import { known } from './door.ts'

/** One act of a form of the console: what went wrong is said by its field where the server named one. */
export const useRefusable = () => useFormAct(refusalInWords)

const refusalInWords: typeof errorInWords = (thrown, t) => {
  const error = known(thrown)
  const fields = Object.values((error.params['fields'] ?? {}) as Record<string, readonly string[]>).flat()
  return fields.length > 0 ? fields.join(' ') : errorInWords(error, t)
}
