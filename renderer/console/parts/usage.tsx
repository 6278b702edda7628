import { limited } from '../../../shared/contract/console.ts'
import type { ConsoleAgency } from '../../../shared/contract/console.ts'
import { useWords } from '../../language/words.tsx'
import styles from './parts.module.css'
import { figureIn } from './figure.tsx'

type Kind = (typeof limited)[number]
type MeterProps = { agency: Pick<ConsoleAgency, 'usage' | 'limits'>; kind: Kind; named?: boolean }

/** What is used of what may be: figures first, the bar only helps. Full is said by the figures and by the colour together. */
export function UsageMeter({ agency, kind, named = false }: MeterProps) {
  const { t, language } = useWords()
  const used = agency.usage[kind]
  const most = agency.limits[kind]
  const share = most === null ? null : most === 0 ? 1 : Math.min(1, used / most)
  const said = most === null ? t('console.limits.none', { used: figureIn(language, used) }) : t('console.limits.of', { used: figureIn(language, used), most: figureIn(language, most) })
  return (
    <span className={styles.meter} title={`${t(`console.limits.${kind}`)} – ${said}`} data-named={named || undefined}>
      <span className={styles.meterWords}>
        {named ? <span className={styles.meterName}>{t(`console.limits.${kind}`)}</span> : null}
        <span className="figures">
          {figureIn(language, used)}
          <span className={styles.meterMost}> / {most === null ? '∞' : figureIn(language, most)}</span>
        </span>
      </span>
      {share === null ? (
        <span className={styles.bar} data-tone="none" aria-hidden />
      ) : (
        <span
          className={styles.bar}
          data-tone={share >= 1 ? 'full' : share >= 0.9 ? 'near' : 'calm'}
          role="meter"
          aria-label={t(`console.limits.${kind}`)}
          aria-valuemin={0}
          aria-valuemax={Math.max(most!, 1)}
          aria-valuenow={Math.min(used, Math.max(most!, 1))}
          aria-valuetext={said}
        >
          <span className={styles.barFill} style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </span>
  )
}

export function UsageMeters({ agency }: { agency: ConsoleAgency }) {
  return (
    <div className={styles.meters}>
      {limited.map((kind) => (
        <UsageMeter key={kind} agency={agency} kind={kind} named />
      ))}
    </div>
  )
}
