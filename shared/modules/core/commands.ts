import { generatedCreate, generatedDelete, generatedUpdate } from '../../command/generate.ts'
import type { Invariant } from '../../command/define.ts'
import { actorId } from '../../values/actor.ts'
import { AppError } from '../../values/error.ts'
import { file, savedView } from './model.ts'
import type { SavedView } from './model.ts'

export const coreCommands = [generatedCreate(file), generatedCreate(savedView), generatedUpdate(savedView), generatedDelete(savedView)]

export const coreInvariants: Invariant[] = [
  {
    entity: 'savedView',
    name: 'a view belongs to whoever makes it',
    check: (row, ctx) => {
      if ((row as unknown as SavedView).memberId !== actorId(ctx.actor)) throw new AppError('forbidden', { action: 'savedView.create' })
    },
  },
]
