import { Popover, UnstyledButton } from '@mantine/core'
import type { ClientLife } from '../../../../shared/modules/crm/model-views.ts'
import { conversionScore } from '../../../../shared/modules/crm/rules-client.ts'
import { useWords } from '../../../language/words.tsx'
import { ScoreMark } from '../matching/score-mark.tsx'
import styles from './client.module.css'

const parts = ['interests', 'inquiries', 'priority', 'status', 'financing', 'lately'] as const

/** How near to signing, and what makes it so. */
export function ClientScore({ life }: { life: ClientLife }) {
  const { t } = useWords()
  const score = conversionScore(life.conversionScore)
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.scoreButton} aria-label={t('client.score.why', { score })} title={t('client.score.why', { score })}>
          <ScoreMark score={score} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('client.score.title')}>
        <h3 className={styles.scoreTitle}>{t('client.score.title')}</h3>
        <dl className={styles.scoreParts} tabIndex={-1} data-autofocus>
          {parts.map((part) => (
            <div key={part}>
              <dt>{t(`client.score.part.${part}`)}</dt>
              <dd>+{life.conversionScore.find((one) => one.part === part)?.points ?? 0}</dd>
            </div>
          ))}
          <div className={styles.scoreSum}>
            <dt>{t('contact.score')}</dt>
            <dd>{score}</dd>
          </div>
        </dl>
      </Popover.Dropdown>
    </Popover>
  )
}
