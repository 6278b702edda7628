import { defineCommand } from '../../command/define.ts'
import { generatedDelete, generatedUpdate } from '../../command/generate.ts'
import { interest, interestTrackInput } from './model-interest.ts'
import { contact } from './model.ts'
import { AppError } from '../../values/error.ts'
import { furtherStep, ownSteps, stateAfter, usualLevel } from './rules-interest.ts'
import { joinedTexts } from './rules-merge.ts'

/** Somebody took a step with a property: looked at it, asked, visited. The furthest one stands; each is in the log. */
export const trackInterest = defineCommand({
  name: 'interest.track',
  version: 1,
  input: interestTrackInput,
  allow: ({ contactId }) => [{ entity: 'contact', id: contactId }],
  where: 'anywhere',
  undo: 'before',
  run: async (ctx, { contactId, propertyId, step, level, state, notes }) => {
    await ctx.need(contact, contactId)
    if (ctx.actor.kind === 'client' && !ownSteps.includes(step)) throw new AppError('forbidden', { action: 'interest.track', field: 'step' })
    const id = ctx.setId(interest, contactId, propertyId)
    const there = await ctx.get(interest, id)
    const before = there && there.deletedAt === null ? there : null
    const isFurther = before === null || furtherStep(before.step, step) === step
    await ctx.write.put(interest, id, {
      contactId, propertyId, step: isFurther ? step : before.step, at: isFurther ? ctx.now : before.at, level: level ?? (isFurther && before?.step !== step ? usualLevel(step) : before!.level), state: state ?? stateAfter(step, before?.state ?? null),
      notes: joinedTexts(before?.notes ?? null, notes, 5000),
    })
    return { id }
  },
})

export const interestCommands = [trackInterest, generatedUpdate(interest), generatedDelete(interest)]
