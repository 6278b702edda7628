// The rooms of the house and who may import whom (architecture §2): `node .ci/lint/rooms.ts`.
import { runAsProgram } from './report.ts'
import { borders } from './rules/borders.ts'
import { importFiles } from './rules/import-files.ts'
import { knownRooms } from './rules/known-rooms.ts'
import { moduleFaces } from './rules/module-faces.ts'
import { oneDoor } from './rules/one-door.ts'
import { packages } from './rules/packages.ts'
import { pureParts } from './rules/pure-parts.ts'
import { reach } from './rules/reach.ts'
import type { Rule } from './source.ts'

export const roomRules: readonly Rule[] = [knownRooms, importFiles, borders, packages, reach, moduleFaces, pureParts, oneDoor]

if (import.meta.main) runAsProgram(roomRules)
