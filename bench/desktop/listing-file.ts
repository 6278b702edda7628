import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = ['Appartement', 'Villa'] as const
const quartiers = ['Almadies', 'Ngor', 'Yoff', 'Ouakam', 'Mermoz', 'Fann', 'Point E', 'Plateau', 'Médina', 'Grand Yoff', 'Parcelles Assainies', 'Liberté 6', 'Sacré-Cœur 3', 'Saly', 'Mbour', 'Rufisque']
const turns = ['avec terrasse', 'vue mer', 'en angle', 'au calme', 'proche école', 'près du marché', 'neuf', 'rénové', 'avec jardin', 'haut standing', 'lumineux', 'avec piscine']
const sentences = ['Cuisine équipée et séjour double.', 'Eau et courant sans coupure.', 'Gardien jour et nuit.', 'Parking pour deux voitures.', 'Titre foncier disponible.', 'Quartier calme et bien desservi.', 'Visite sur rendez-vous.', 'Compteur prépayé.']

/**
 * A listing file of `rows` rows as a portal gives it out: semicolons, amounts with spaces and the currency behind, areas with
 * their unit. The same seed writes the same file; few rows look like each other.
 */
export function writeListingFile(directory: string, rows: number, seed: number): string {
  const random = generator(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const lines = ['Titre;Type;Transaction;Quartier;Prix;Surface;Chambres;Description']
  for (let row = 0; row < rows; row++) {
    const [kind, rent, quartier, bedrooms] = [one(kinds), random() < 0.5, one(quartiers), 1 + Math.floor(random() * 6)]
    const surface = 30 + Math.floor(random() * 400)
    const price = (rent ? 1_500 : 350_000) * surface + Math.floor(random() * 200) * 1_000
    const title = `${kind} ${bedrooms + 1} pièces ${one(turns)} et ${one(turns)} réf ${seed}${String(row).padStart(5, '0')}`
    lines.push([title, kind, rent ? 'Location' : 'Vente', quartier, `${price.toLocaleString('fr-FR').replaceAll(/\s/g, ' ')} F CFA`, `${surface} m²`, bedrooms, `${one(sentences)} ${one(sentences)} ${one(sentences)}`].join(';'))
  }
  const path = join(directory, `annonces-${seed}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** mulberry32: 32 bits of state, enough to vary listings. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}
