import { Anchor } from '@mantine/core'
import { useCallback } from 'react'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import type { MapPoint } from '../../../../shared/modules/properties/model-views.ts'
import type { MapCluster } from './clusters.ts'
import { namesOf } from './place-groups.ts'
import styles from './property-map.module.css'

const shownNames = 2

/** "Almadies, Ngor et 3 autres lieux : 23 biens". */
export function useClusterName(coarse: boolean): (cluster: MapCluster) => string {
  const { t } = useWords()
  const words = usePropertyWords()
  return useCallback(
    (cluster) => {
      const names = namesOf(cluster.groups, coarse)
      const first = names.slice(0, shownNames).join(', ') || t('propertyMap.unnamed')
      const name =
        names.length > shownNames ? t('propertyMap.andOthers', { names: first, count: names.length - shownNames }) : first
      return t('propertyMap.cluster', { name, count: cluster.count, number: words.number(cluster.count) })
    },
    [t, words, coarse],
  )
}

type PlaceListProps = {
  clusters: readonly MapCluster[]
  /** Properties that stand for themselves at this zoom. */
  points: readonly MapPoint[]
  nameOf: (cluster: MapCluster) => string
  /** By regions rather than by quartiers. */
  coarse: boolean
  onOpen: (cluster: MapCluster) => void
  onOpenPoint: (id: string) => void
  onActive: (key: string | null) => void
  placedByQuartier: number
  nowhere: number
  truncated: boolean
  onShowNowhere: () => void
}

/** What the map shows, as a list: the way for keyboard and screen reader, and the numbers for everybody. */
export function PlaceList({
  clusters,
  points,
  nameOf,
  coarse,
  onOpen,
  onOpenPoint,
  onActive,
  placedByQuartier,
  nowhere,
  truncated,
  onShowNowhere,
}: PlaceListProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  return (
    <div className={styles.side}>
      <div className={styles.sideHead}>
        <h2 className={styles.sideTitle}>{t('propertyMap.places')}</h2>
        <p className={styles.hint}>{t('propertyMap.placesHint')}</p>
      </div>
      <ul className={styles.places} aria-label={t('propertyMap.places')}>
        {clusters.map((cluster) => {
          const [first, ...others] = namesOf(cluster.groups, coarse)
          return (
            <li key={cluster.key}>
              <button
                type="button"
                className={styles.place}
                title={nameOf(cluster)}
                onClick={() => onOpen(cluster)}
                onMouseEnter={() => onActive(cluster.key)}
                onMouseLeave={() => onActive(null)}
                onFocus={() => onActive(cluster.key)}
                onBlur={() => onActive(null)}
              >
                <span className={styles.placeName}>
                  {first ?? t('propertyMap.unnamed')}
                  {others.length > 0 ? (
                    <span className={styles.others}>
                      {' '}
                      {others.slice(0, 3).join(', ')}
                      {others.length > 3 ? ` +${others.length - 3}` : ''}
                    </span>
                  ) : null}
                </span>
                <span className={styles.placeCount}>{words.number(cluster.count)}</span>
              </button>
            </li>
          )
        })}
        {points.map((point) => (
          <li key={point.id}>
            <button
              type="button"
              className={styles.place}
              title={point.title}
              onClick={() => onOpenPoint(point.id)}
              onMouseEnter={() => onActive(point.id)}
              onMouseLeave={() => onActive(null)}
              onFocus={() => onActive(point.id)}
              onBlur={() => onActive(null)}
            >
              <span className={styles.placeName}>{point.title}</span>
              <span className={styles.placeCount}>{words.shortAmount(point.priceAmount, point.priceCurrency)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.notes}>
        {placedByQuartier > 0 ? (
          <p>
            <span className={styles.dash} aria-hidden />{' '}
            {t('propertyMap.placed', { count: placedByQuartier, number: words.number(placedByQuartier) })}
          </p>
        ) : null}
        {nowhere > 0 ? (
          <p>
            {t('propertyMap.nowhere', { count: nowhere, number: words.number(nowhere) })}.{' '}
            <Anchor component="button" type="button" size="sm" onClick={onShowNowhere}>
              {t('propertyMap.showNowhere')}
            </Anchor>
          </p>
        ) : null}
        {truncated ? <p>{t('propertyMap.truncated')}</p> : null}
      </div>
    </div>
  )
}
