import type { Feature, FeatureCollection, Geometry } from 'geojson'
import L from 'leaflet'
import { allQuartiers, regions } from '../../../../shared/values/place.ts'
import outline from '../../../../resources/map/senegal.json?raw'
import styles from './property-map.module.css'

/** South-west and north-east corners of Senegal. */
export const country = L.latLngBounds([12.2, -17.6], [16.75, -11.3])
export const dakar = L.latLngBounds([14.64, -17.54], [14.82, -17.2])
const around = L.latLngBounds([11.2, -19.4], [17.8, -9.6])
/** Beyond the edges of our outline there is land on three sides; a wide window must not take it for sea. */
const beyond = [
  L.latLngBounds([5, -11], [25, 5]),
  L.latLngBounds([17, -16.307], [25, -11]),
  L.latLngBounds([5, -16.155], [11.8, -11]),
]

const labelZoom = { seats: 6, quartiers: 13 } as const

/**
 * The country's outline, its region seats and the quartiers of Dakar, all from this computer: the map is there without
 * internet. Drawn in the colours of the house by classes, so that light and dark need nothing more.
 */
export function createBaseMap(container: HTMLElement): L.Map {
  const map = L.map(container, {
    zoomControl: false,
    attributionControl: false,
    minZoom: 6,
    maxZoom: 18,
    maxBounds: around,
    maxBoundsViscosity: 0.8,
    zoomSnap: 0.5,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 110,
    fadeAnimation: !reducedMotion(),
    zoomAnimation: !reducedMotion(),
    markerZoomAnimation: !reducedMotion(),
  })
  map.fitBounds(country)
  const shapes = JSON.parse(outline) as FeatureCollection<Geometry, { kind: 'country' | 'border' | 'coast'; code?: string }>
  L.geoJSON(shapes, {
    interactive: false,
    style: (feature) => ({ className: classOf(feature), weight: 1, fillOpacity: 1 }),
  }).addTo(map)
  for (const edge of beyond)
    L.rectangle(edge, { interactive: false, className: styles.abroad!, weight: 0, fillOpacity: 1 }).addTo(map)
  addLabels(map, regions, labelZoom.seats, styles.seat!)
  addLabels(
    map,
    allQuartiers.flatMap(({ name, latitude, longitude }) =>
      latitude === null || longitude === null ? [] : [{ name, latitude, longitude }],
    ),
    labelZoom.quartiers,
    styles.quartier!,
  )
  return map
}

function classOf(feature: Feature<Geometry, { kind: string; code?: string }> | undefined): string {
  const { kind, code } = feature?.properties ?? { kind: 'country' }
  if (kind === 'country') return code === 'SN' ? styles.home! : styles.abroad!
  return kind === 'coast' ? styles.coast! : styles.border!
}

/** Names shown from a zoom on; below it they would only cover one another. */
function addLabels(
  map: L.Map,
  places: readonly { name: string; latitude: number; longitude: number }[],
  from: number,
  className: string,
): void {
  const layer = L.layerGroup(
    places.map(({ name, latitude, longitude }) => {
      const text = document.createElement('span')
      text.textContent = name
      return L.marker([latitude, longitude], {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className, html: text, iconSize: [0, 0] }),
        zIndexOffset: -1000,
      })
    }),
  )
  const show = () => {
    const shown = map.getZoom() >= from
    if (shown && !map.hasLayer(layer)) layer.addTo(map)
    if (!shown && map.hasLayer(layer)) layer.remove()
  }
  map.on('zoomend', show)
  show()
}

export function reducedMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

export function streetLayer(): L.TileLayer {
  return L.tileLayer('https://tile.openstreetmap.org/{z}/{x}/{y}.png', {
    maxZoom: 18,
    maxNativeZoom: 18,
    className: styles.tiles!,
    crossOrigin: false,
  })
}
