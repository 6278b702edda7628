import { interestSteps } from './model-interest.ts'
import type { Interest, interestLevels } from './model-interest.ts'

type Step = Interest['step']

/** Of two, the one that is further on the way to a sale. */
export const furtherStep = (one: Step, other: Step): Step => (interestSteps.indexOf(other) > interestSteps.indexOf(one) ? other : one)

/** What somebody does by himself, over the mobile client; visits and offers are agreed with the agency. */
export const ownSteps: readonly Step[] = ['view', 'favorite', 'inquiry', 'visitRequest']

/** How keen somebody is who has gone so far, where nobody said. */
export function usualLevel(step: Step): (typeof interestLevels)[number] {
  switch (step) {
    case 'view':
    case 'offerRejected':
      return 'low'
    case 'favorite':
    case 'inquiry':
      return 'medium'
    case 'visitRequest':
    case 'visitScheduled':
      return 'high'
    case 'offerMade':
    case 'purchaseCompleted':
      return 'veryHigh'
  }
}

/** Where the matter stands by itself after a step; an ending is never reopened by a look at the listing. */
export function stateAfter(step: Step, before: Interest['state'] | null): Interest['state'] {
  if (step === 'purchaseCompleted') return 'converted'
  return before ?? 'active'
}
