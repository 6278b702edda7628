import { buildIfOld } from '../../electron/start/build.ts'
import { electronProgram, projectRoot } from './runtime.ts'

export default async function globalSetup(): Promise<void> {
  await buildIfOld(projectRoot, electronProgram() ? 'everything' : 'page')
}
