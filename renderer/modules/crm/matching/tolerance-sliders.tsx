import { Button, Slider } from '@mantine/core'
import type { Wish } from '../../../../shared/modules/crm/model-search.ts'
import { toleranceFor } from '../../../../shared/modules/crm/rules-matching-distances.ts'
import type { Tolerance } from '../../../../shared/modules/crm/rules-matching-distances.ts'
import { says, saysArea, saysBedrooms } from '../../../../shared/modules/crm/rules-matching.ts'
import type { Translate } from '../../../../shared/language/index.ts'
import { useWords } from '../../../language/words.tsx'
import styles from './matching.module.css'

type Name = keyof Tolerance
type Scale = { most: number; step: number; shown: (wish: Wish) => boolean; words: (value: number, t: Translate, number: Intl.NumberFormat) => string }

const share = (value: number, number: Intl.NumberFormat) => ({ number: number.format(Math.round(value * 100)) })
const scales: Readonly<Record<Name, Scale>> = {
  budget: { most: 0.5, step: 0.01, shown: ({ budgetMax }) => budgetMax !== null, words: (value, t, number) => t('matching.tolerance.over', share(value, number)) },
  kind: { most: 2, step: 1, shown: (wish) => says(wish, 'kind'), words: (value, t) => t(`matching.tolerance.kinds.${(['same', 'near', 'family'] as const)[value] ?? 'same'}`) },
  place: { most: 30, step: 0.5, shown: (wish) => says(wish, 'place'), words: (value, t, number) => t('matching.tolerance.kilometres', { number: number.format(value) }) },
  bedrooms: { most: 4, step: 1, shown: saysBedrooms, words: (value, t, number) => t('matching.tolerance.rooms', { number: number.format(value) }) },
  area: { most: 0.6, step: 0.01, shown: saysArea, words: (value, t, number) => t('matching.tolerance.percent', share(value, number)) },
  features: { most: 6, step: 1, shown: (wish) => says(wish, 'features'), words: (value, t) => t('matching.tolerance.missing', { count: value }) },
  financing: { most: 1, step: 1, shown: (wish) => says(wish, 'financing'), words: (value, t) => t(`matching.tolerance.titles.${value === 0 ? 'sure' : 'coming'}`) },
}
const names = Object.keys(scales) as Name[]

type TolerancesProps = { wish: Wish; moved: Partial<Tolerance>; onMove: (moved: Partial<Tolerance>) => void }

/** One slider for each wish: how far beside it will still do. */
export function ToleranceSliders({ wish, moved, onMove }: TolerancesProps) {
  const { t, language } = useWords()
  const number = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB')
  const tolerance = toleranceFor(wish, moved)
  const shown = names.filter((name) => scales[name].shown(wish))
  const isMoved = Object.keys(moved).length > 0
  if (shown.length === 0) return null
  const set = (name: Name, value: number) => {
    const next = { ...moved, [name]: value }
    if (value === toleranceFor(wish)[name]) delete next[name]
    onMove(next)
  }
  return (
    <section className={styles.tolerances} aria-label={t('matching.tolerance.title')}>
      <h2 className={styles.tolerancesTitle}>{t('matching.tolerance.title')}</h2>
      <p className={styles.hint}>{t('matching.tolerance.hint')}</p>
      {shown.map((name) => {
        const { most, step, words } = scales[name]
        const value = tolerance[name]
        const title = t(`matching.tolerance.${name}`)
        const top = name === 'features' ? Math.min(most, wish.mustHave.length) : Math.max(most, value)
        // What is nought for a number is a word of its own where the scale is one of words.
        const said = value === 0 && name !== 'kind' && name !== 'financing' ? t('matching.tolerance.none') : words(value, t, number)
        return (
          <div key={name} className={styles.tolerance}>
            <span className={styles.toleranceLine}>
              <span>{title}</span>
              <span className={styles.toleranceValue} data-moved={name in moved || undefined}>
                {said}
              </span>
            </span>
            <Slider
              size="sm"
              min={0}
              max={top}
              step={step}
              value={value}
              label={null}
              thumbLabel={t('matching.tolerance.label', { criterion: title })}
              thumbValueText={() => said}
              onChange={(next) => set(name, next)}
            />
          </div>
        )
      })}
      <Button size="compact-sm" variant="subtle" color="gray" disabled={!isMoved} onClick={() => onMove({})}>
        {t('matching.tolerance.reset')}
      </Button>
    </section>
  )
}
