import { showError } from '../../feedback/show.tsx'

/** Does what a click asked for; a refusal is told, and answered by false. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    showError(error)
    return false
  }
}
