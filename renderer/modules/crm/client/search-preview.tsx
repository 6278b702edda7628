import type { Wish } from '../../../../shared/modules/crm/model-search.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../../properties/property-words.ts'
import { Photo } from '../../../components/show/photo.tsx'
import { ScoreMark } from '../matching/score-mark.tsx'
import { wishInWords } from '../../../../shared/modules/crm/rules-wish-words.ts'
import styles from './client.module.css'

/** How many properties would suit, while the criteria are typed, and the best of them. */
export function SearchPreview({ wish, enabled }: { wish: Wish; enabled: boolean }) {
  const inWords = useWords()
  const { t, language } = inWords
  const words = usePropertyWords()
  const { data } = useCore(['matching', 'properties'], { wish, limit: 5 }, { enabled })
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  // To buy or to rent is all: every property is as good as any.
  const saysNothing = wishInWords(wish, inWords).length === 1
  const best = data?.match.length ? data.match : (data?.almost ?? [])
  return (
    <aside className={styles.preview} aria-label={t('client.search.live')}>
      <p className={styles.previewCount} role="status">
        {data ? (
          <>
            {saysNothing ? (
              <span>{t('client.search.say_more')}</span>
            ) : (
              <strong>{t('matching.matches', { count: data.counts.match, number: number(data.counts.match) })}</strong>
            )}
            {data.counts.almost === 0 ? null : <span>{t('matching.almost', { count: data.counts.almost, number: number(data.counts.almost) })}</span>}
          </>
        ) : null}
      </p>
      {best.length === 0 ? null : (
        <>
          <h3 className={styles.previewTitle}>{t('client.search.best')}</h3>
          <ul className={styles.previewRows}>
            {best.slice(0, 5).map(({ row, score }) => (
              <li key={row.id}>
                <ScoreMark score={score} />
                <Photo fileId={row.photoFileId} alt="" width={48} height={36} />
                <span className={styles.previewWords}>
                  <span className={styles.ellipsis}>{row.title}</span>
                  <span className={styles.quiet}>{words.price(row)}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
