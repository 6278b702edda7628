import { repeatSchema } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { Repeat } from '../../../../shared/modules/crm/model-follow-up.ts'
import { useWords } from '../../../language/words.tsx'

/** "1 week": how often something comes back, as a choice of a menu. Those that agencies use; a task keeps any other it has. */
export const repeatChoices = ['1 day', '1 week', '2 week', '1 month', '3 month', '1 year'] as const

export const repeatKey = (repeat: Repeat | null): string | null => (repeat === null ? null : `${repeat.every} ${repeat.unit}`)

export function repeatOf(key: string, until: string | null): Repeat {
  const [every, unit] = key.split(' ')
  return repeatSchema.parse({ every: Number(every), unit, until })
}

export function useRepeatInWords(): (repeat: Repeat) => string {
  const { t } = useWords()
  return ({ every, unit }) => t(`tasks.repeat.${unit}`, { count: every })
}
