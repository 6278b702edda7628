import { generatedCreate, generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { file, savedView } from './model.ts'

export const coreCommands = [generatedCreate(file), generatedCreate(savedView), generatedUpdate(savedView), generatedDelete(savedView)]
