import { join } from 'node:path'
import { buildIfOld } from './build.ts'

/** Before `npm run server`: the operator's console is there as it is for whoever develops. Where no build tool is installed, what was built stays. */
try {
  await buildIfOld(join(import.meta.dirname, '..', '..'), 'console')
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
}
