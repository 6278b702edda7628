import type { Language } from '../../shared/language/index.ts'
import type { Host } from '../host.ts'

/** The language in which files made here speak: that of this computer's interface. */
export async function deviceLanguage(host: Host): Promise<Language> {
  return (await host.settings.get()).language
}
