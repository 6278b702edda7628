import 'leaflet/dist/leaflet.css'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus, IconRoad } from '@tabler/icons-react'
import L from 'leaflet'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { MapPoint } from '../../../../shared/modules/properties/model-views.ts'
import type { Filter } from '../../../../shared/values/filter.ts'
import { placesCredit, quartierPoint } from '../../../../shared/values/place.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import { country, createBaseMap, dakar, streetLayer } from './base-map.ts'
import { clusterIndex, singleZoom } from './clusters.ts'
import type { MapCluster } from './clusters.ts'
import { clusterMarker, pointMarker } from './markers.ts'
import { filtersOf, groupsOf, withPlace } from './place-groups.ts'
import { PlaceList, useClusterName } from './place-list.tsx'
import { useStreets } from './use-streets.ts'
import styles from './property-map.module.css'

type PropertyMapProps = {
  query: { filters: Filter[]; search: string }
  filters: readonly Filter[]
  /** Opens the list of a cluster. */
  onShow: (filters: Filter[]) => void
  /** Opens one property in the panel. */
  onOpen: (id: string) => void
  footer: ReactNode
}

const locate = (place: { region: string | null; department: string | null; commune: string | null; quartier: string | null }) =>
  quartierPoint(place.quartier, place.commune, place.department, place.region)
const mostPoints = 400
/** Seen from so far, a cluster is named by its regions. */
const regionZoom = 9

export function PropertyMap({ query, filters, onShow, onOpen, footer }: PropertyMapProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  const view = useCore(['properties', 'map'], query)
  const container = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<L.Map | null>(null)
  const [look, setLook] = useState<{ zoom: number; bounds: L.LatLngBounds } | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const streets = useStreets()
  const { groups, nowhere } = useMemo(() => groupsOf(view.data ?? { points: [], places: [] }, locate), [view.data])
  const single = look !== null && look.zoom >= singleZoom
  // near by, those with coordinates stand for themselves and the bubbles only for the others
  const counted = useMemo(
    () =>
      single
        ? groups.filter((group) => group.placedByQuartier > 0).map((group) => ({ ...group, count: group.placedByQuartier }))
        : groups,
    [groups, single],
  )
  const clusters = useMemo(() => clusterIndex(counted), [counted])
  const coarse = look !== null && look.zoom < regionZoom
  const nameOf = useClusterName(coarse)

  useEffect(() => {
    if (!container.current) return
    const made = createBaseMap(container.current)
    const see = () => setLook({ zoom: made.getZoom(), bounds: made.getBounds() })
    made.on('moveend zoomend resize', see)
    see()
    setMap(made)
    const sized = new ResizeObserver(() => made.invalidateSize())
    sized.observe(container.current)
    return () => {
      sized.disconnect()
      made.remove()
      setMap(null)
    }
  }, [])

  // goes to where the properties are, once; afterwards the eye is where its owner put it
  const placed = useRef(false)
  const showAll = useCallback(() => {
    if (!map) return
    const total = groups.reduce((sum, group) => sum + group.count, 0)
    const inDakar = groups.filter((group) => dakar.contains([group.latitude, group.longitude]))
    // a few lots far away must not shrink the town where the work is to one dot
    const mostly = inDakar.reduce((sum, group) => sum + group.count, 0) > total / 2 ? inDakar : groups
    const bounds = L.latLngBounds(mostly.map((group) => [group.latitude, group.longitude] as [number, number]))
    map.fitBounds(bounds.isValid() ? bounds.pad(0.08) : country, { maxZoom: 13, animate: false })
  }, [map, groups])
  useEffect(() => {
    if (placed.current || !map || groups.length === 0) return
    placed.current = true
    showAll()
  }, [map, groups, showAll])

  useEffect(() => {
    if (!map || !streets.shown) return
    const layer = streetLayer().addTo(map)
    return () => void layer.remove()
  }, [map, streets.shown])

  const shown = useMemo(() => {
    if (!look) return []
    const box = look.bounds.pad(0.1)
    return clusters({ west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() }, look.zoom).sort(
      (a, b) => b.count - a.count,
    )
  }, [clusters, look])
  const points = useMemo(() => {
    if (!look || !single) return []
    return (view.data?.points ?? [])
      .filter((point) => look.bounds.contains([point.latitude, point.longitude]))
      .slice(0, mostPoints)
  }, [look, single, view.data])

  const open = useCallback(
    (cluster: MapCluster) => {
      const place = filtersOf(cluster.groups, counted)
      onShow(withPlace(filters, single ? [...place, { field: 'hasCoordinates', operator: 'is', value: false }] : place))
    },
    [filters, onShow, single, counted],
  )

  useEffect(() => {
    if (!map) return
    const layer = L.layerGroup([
      ...shown.map((cluster) =>
        clusterMarker(cluster, words.number(cluster.count), nameOf(cluster), cluster.key === active, () => open(cluster)),
      ),
      ...points.map((point: MapPoint) =>
        pointMarker(
          point,
          words.shortAmount(point.priceAmount, point.priceCurrency) ?? t('property.noPrice'),
          point.id === active,
          () => onOpen(point.id),
        ),
      ),
    ]).addTo(map)
    return () => void layer.remove()
  }, [map, shown, points, active, open, onOpen, words, nameOf, t])

  const placedCount = groups.reduce((sum, group) => sum + group.placedByQuartier, 0)
  return (
    <div className={styles.screen}>
      <div className={styles.split}>
        <div className={styles.stage}>
          <div ref={container} className={styles.map} role="application" aria-label={t('propertyMap.label')} />
          <div className={styles.controls}>
            <ActionIcon.Group orientation="vertical">
              <ActionIcon variant="default" size={30} aria-label={t('propertyMap.zoomIn')} onClick={() => map?.zoomIn(1)}>
                <IconPlus size={16} />
              </ActionIcon>
              <ActionIcon variant="default" size={30} aria-label={t('propertyMap.zoomOut')} onClick={() => map?.zoomOut(1)}>
                <IconMinus size={16} />
              </ActionIcon>
            </ActionIcon.Group>
            <Tooltip
              label={t(
                !streets.online
                  ? 'propertyMap.streetsOffline'
                  : streets.wanted
                    ? 'propertyMap.streetsOff'
                    : 'propertyMap.streetsOn',
              )}
              position="right"
            >
              <ActionIcon
                variant={streets.shown ? 'filled' : 'default'}
                color="lagoon"
                size={30}
                aria-label={t('propertyMap.streets')}
                aria-pressed={streets.wanted}
                disabled={!streets.online}
                onClick={() => streets.want(!streets.wanted)}
              >
                <IconRoad size={16} />
              </ActionIcon>
            </Tooltip>
          </div>
          <div className={styles.jumps}>
            <Button size="xs" variant="default" onClick={() => map?.fitBounds(dakar)}>
              {t('propertyMap.dakar')}
            </Button>
            <Button size="xs" variant="default" onClick={() => map?.fitBounds(country)}>
              {t('propertyMap.wholeCountry')}
            </Button>
          </div>
          <p className={styles.credits} title={placesCredit}>
            {t('propertyMap.credits')} {streets.shown ? t('propertyMap.creditsStreets') : ''}
          </p>
        </div>
        <PlaceList
          clusters={shown}
          points={points}
          nameOf={nameOf}
          coarse={coarse}
          onOpen={open}
          onOpenPoint={onOpen}
          onActive={setActive}
          placedByQuartier={placedCount}
          nowhere={nowhere + (view.data?.unplaced ?? 0)}
          truncated={view.data?.truncated ?? false}
          onShowNowhere={() =>
            onShow(
              withPlace(filters, [
                { field: 'hasCoordinates', operator: 'is', value: false },
                { field: 'quartier', operator: 'isEmpty' },
              ]),
            )
          }
        />
        {view.error ? <ErrorNote error={view.error} onRetry={() => void view.refetch()} /> : null}
      </div>
      <div className={styles.footer}>{footer}</div>
    </div>
  )
}
