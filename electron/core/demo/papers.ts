import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { documentTypes } from '../../../shared/modules/properties/model.ts'
import type { Listing } from './listings.ts'
import type { PaperPlan } from './plan.ts'
import type { Random } from './random.ts'

/** A paper in a property's file. Days count from today; negative is past. */
export type Paper = { type: (typeof documentTypes)[number]; title: string; fileName: string; issued: number | null;
  validUntil: number | null; content: PaperPlan }

/** The papers of a property: what proves the right to it, the mandate, what runs out. About one in two has none. */
export function planPapers(listing: Listing, daysAgo: number, random: Random): Paper[] {
  const papers: Paper[] = []
  if (random.chance(0.5)) return papers
  const { transaction, titleType, place } = listing
  const where = `${place.quartier}, ${place.commune ?? place.department}`
  const paper = (type: Paper['type'], title: string, issued: number | null, validUntil: number | null, lines: string[]): void => {
    papers.push({ type, title,
      fileName: `${title.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, '-')}.pdf`, issued,
      validUntil, content: { heading: title, lines: [`Situation du bien : ${where}`, ...lines, '',
      'Document de démonstration, sans valeur.'] } })
  }
  const sale = transaction === 'sale'
  if (random.chance(0.62)) {
    let end = 90 - daysAgo
    // Most mandates that ran out were renewed; a few were forgotten.
    while (end < 0 && random.chance(0.88)) end += 90
    paper('mandate', sale ? 'Mandat de vente' : 'Mandat de location', -daysAgo, end,
      ['Durée : trois mois, renouvelable', random.chance(0.4) ? 'Mandat exclusif' : 'Mandat simple', sale
      ? 'Commission : 5 % du prix de vente' : 'Commission : un mois de loyer'])
  }
  if (sale && titleType === 'titreFoncier' && random.chance(0.6)) paper('title', 'Copie du titre foncier', null, null,
    [`Conservation : ${place.registry}`, `Contenance : ${listing.land ?? listing.surface} m²`])
  if (sale && titleType === 'bail' && random.chance(0.6)) paper('lease', 'Bail', null, null,
    ['Redevance annuelle acquittée', `Contenance : ${listing.land ?? listing.surface} m²`])
  if (sale && titleType === 'deliberation' && random.chance(0.6)) paper('deliberation', 'Délibération', null, null,
    [`Commune : ${place.commune ?? place.department}`, 'Approuvée par le sous-préfet'])
  if (sale && titleType === 'titreFoncier' && random.chance(0.25)) {
    const issued = -random.whole(5, 80)
    paper('certificate', 'État des droits réels', issued, issued + 90, ['Aucune inscription hypothécaire relevée'])
  }
  if (familyOf(listing.kind) === 'land' && random.chance(0.4)) paper('cadastralPlan', 'Plan cadastral', null, null,
    [`Parcelle de ${listing.land} m²`])
  if (!sale && familyOf(listing.kind) === 'dwelling' && random.chance(0.2)) {
    const issued = -random.whole(20, 345)
    paper('insurance', 'Attestation d’assurance', issued, issued + 365, ['Multirisque habitation, propriétaire non occupant'])
  }
  return papers
}
