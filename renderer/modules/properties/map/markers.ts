import L from 'leaflet'
import type { MapPoint } from '../../../../shared/modules/properties/model-views.ts'
import type { MapCluster } from './clusters.ts'
import styles from './property-map.module.css'

function sizeOf(count: number): number {
  return Math.round(Math.min(62, 26 + 7 * Math.log2(count + 1)))
}

/**
 * A bubble with its count. A dashed ring says that all it counts was put there by quartier; the keyboard's way to the
 * same lists is the list of places beside the map.
 */
export function clusterMarker(cluster: MapCluster, count: string, title: string, active: boolean, onOpen: () => void): L.Marker {
  const size = sizeOf(cluster.count)
  const bubble = document.createElement('span')
  bubble.className = styles.bubble!
  bubble.textContent = count
  bubble.dataset['certainty'] =
    cluster.placedByQuartier === cluster.count ? 'quartier' : cluster.placedByQuartier > 0 ? 'mixed' : 'exact'
  if (active) bubble.dataset['active'] = 'true'
  return L.marker([cluster.latitude, cluster.longitude], {
    title,
    keyboard: false,
    zIndexOffset: active ? 1000 : cluster.count,
    icon: L.divIcon({ className: styles.marker!, html: bubble, iconSize: [size, size] }),
  }).on('click', onOpen)
}

/** One property at its own place, with its price. */
export function pointMarker(point: MapPoint, price: string, active: boolean, onOpen: () => void): L.Marker {
  const pin = document.createElement('span')
  pin.className = styles.pin!
  pin.textContent = price
  if (active) pin.dataset['active'] = 'true'
  return L.marker([point.latitude, point.longitude], {
    title: point.title,
    keyboard: false,
    zIndexOffset: active ? 1000 : 500,
    icon: L.divIcon({ className: styles.marker!, html: pin, iconSize: [0, 0] }),
  }).on('click', onOpen)
}
