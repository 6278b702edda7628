import type { CommandInput } from '../../../shared/contract/commands.ts'
import { familyOf } from '../../../shared/modules/properties/model.ts'
import type { PropertyStatus } from '../../../shared/modules/properties/model.ts'
import type { Actor } from '../../../shared/values/actor.ts'
import { fold } from '../../../shared/values/fold.ts'
import { keysBetween } from '../../../shared/values/order-key.ts'
import { encodePlusCode } from '../../../shared/values/plus-code.ts'
import { makeListing } from './listings.ts'
import type { Listing } from './listings.ts'
import { planPapers } from './papers.ts'
import type { DemoContact, DemoMember } from './people.ts'
import { planPhotos } from './photo-plan.ts'
import { scatter } from './places.ts'
import type { Story } from './plan.ts'
import { idOf, randomOf } from './random.ts'
import type { Random } from './random.ts'
import { listedDaysAgo, momentsAfter, storyOf, workingMinute } from './timeline.ts'
import { addressOf, descriptionOf, inNotes, landmarkOf, titleOf } from './words.ts'

/** One property in thirty is somebody's second entry of another. */
const repeatEvery = 31

export type Told = { id: string; listing: Listing; values: CommandInput<'property.create'>['values']; agent: DemoMember;
  owner: DemoContact | null; daysAgo: number; at: number; ended: boolean }

/** The story of all properties. `met` gives for each contact that owns one the instant by which the agency must know him. */
export function tellProperties(story: Story, count: number): { told: Told[]; met: Map<string, number> } {
  const met = new Map<string, number>()
  const told: Told[] = []
  for (let index = 0; index < count; index++) {
    const original = index % repeatEvery === repeatEvery - 1 ? told[index - 12] : undefined
    const one = tellOne(story, index, original)
    told.push(one)
    if (one.owner) met.set(one.owner.input.id, Math.min(met.get(one.owner.input.id) ?? Infinity, one.at))
  }
  tellOfManagement(story, told)
  return { told, met }
}

function tellOne(story: Story, index: number, original: Told | undefined): Told {
  const { seed, calendar, say, actorOf } = story
  const random = randomOf(seed, 'property', index)
  const listing = original ? repeated(original.listing, random) : makeListing(random)
  const id = idOf(seed, 'property', index)
  const agent = original ? random.pick(story.agents.filter((one) => one !== original.agent)) : agentFor(story, listing, random)
  const owner = original && random.chance(0.6) ? original.owner : ownerFor(story, listing, random)
  const actor = actorOf(agent)
  const daysAgo = original ? Math.max(1, Math.floor(original.daysAgo * random.between(0.2, 0.8))) : listedDaysAgo(random)
  const at = calendar.at(daysAgo, workingMinute(random))
  const values = describe(story, listing, owner, random)
  if (original) Object.assign(values, { quartier: original.values.quartier, commune: original.values.commune,
    title: retitled(original.values.title, listing, random) })

  const steps = storyOf(listing.transaction, daysAgo, random)
  const staysDraft = steps.length === 0 && random.chance(daysAgo < 6 ? 0.25 : 0.07)
  const startsDraft = staysDraft || (daysAgo > 2 && random.chance(0.3))
  const prices = pricesBefore(values.priceAmount ?? null, daysAgo, random)
  say('property.create', { id, values: { ...values, priceAmount: prices[0] ?? values.priceAmount ?? null },
    amenities: listing.amenities, status: startsDraft ? 'draft' : 'available' }, actor, at)
  tellPhotos(story, id, listing, values.title, actor, at, random)
  tellPapers(story, id, listing, actor, { at, daysAgo }, random)

  const publishedAgo = startsDraft && !staysDraft ? Math.max(1, daysAgo - random.whole(1, 4)) : daysAgo
  if (startsDraft && !staysDraft) say('property.setStatus', { id, to: 'available' }, actor,
    calendar.at(publishedAgo, 1130 + random.whole(0, 30)))
  tellChanges(story, { id, values, prices, steps: staysDraft ? [] : steps }, actor, publishedAgo, random)
  if (!staysDraft) countViews(story, id, listing, daysAgo, random)
  return { id, listing, values, agent, owner, daysAgo, at, ended: steps.some((step) => step === 'sold' || step === 'rented'
    || step === 'archived' || step === 'withdrawn') }
}

/** The same property as somebody else enters it: a price a little off, one thing less. */
function repeated(listing: Listing, random: Random): Listing {
  const step = listing.price >= 1_000_000 ? 100_000 : 5_000
  return { ...listing, price: Math.max(step, Math.round((listing.price * random.pick([1, 1, 0.98, 0.97, 1.02])) / step) * step),
    amenities: listing.amenities.slice(0, -1) }
}

function retitled(title: string, listing: Listing, random: Random): string {
  return random.pick([title, title.toUpperCase(), `${title} !!`,
    `${listing.transaction === 'sale' ? 'A vendre' : 'A louer'} ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    title.replace('Appartement', 'Appart').replace('Terrain de', 'Terrain')])
}

function agentFor({ agents }: Story, { place }: Listing, random: Random): DemoMember {
  const [west, centre, outskirts, coast] = agents as [DemoMember, DemoMember, DemoMember, DemoMember]
  if (random.chance(0.18)) return random.pick(agents)
  if (place.region !== 'Dakar') return coast
  if (place.department !== 'Dakar' || place.profile === 'popular') return outskirts
  return ['Ngor', 'Ouakam', 'Yoff'].includes(place.commune ?? '') ? west : centre
}

/** Grand properties belong to people who own much; some owners have many. */
function ownerFor({ contacts }: Story, listing: Listing, random: Random): DemoContact | null {
  const owners = contacts.filter((contact) => contact.owner)
  if (owners.length === 0 || random.chance(0.06)) return null
  return random.weighted(owners.map((owner) => [owner, 0.3 + owner.wealth ** 3 * 3
    + (listing.standing > 0.6 && owner.wealth > 0.6 ? 1 : 0)] as const))
}

/** What is said of it; now and then something that a caller will ask is missing. */
function describe(story: Story, listing: Listing, owner: DemoContact | null, random: Random): Told['values'] {
  const { kind, transaction, place } = listing
  const family = familyOf(kind)
  const placeKnown = !random.chance(0.035)
  const landmark = placeKnown && random.chance(0.85) ? landmarkOf(listing, random) : null
  const point = placeKnown && random.chance(0.62) ? scatter(place, random) : null
  const deposit = transaction === 'rent' ? (listing.price < 500_000 ? random.pick([1, 2, 2, 2]) : random.pick([2, 2, 3])) : null
  const noSurface = random.chance(listing.furnished === 'full' || kind === 'room' ? 0.28 : 0.04)
  const noPrice = random.chance(0.05)
  const noWords = random.chance(0.07)
  const titled = listing.titleType !== null && listing.titleType !== 'none'
  return {
    title: titleOf(listing, random),
    description: noWords ? null : descriptionOf(listing, landmark, deposit, random),
    kind, transaction,
    country: 'SN', region: place.region, department: place.department,
    commune: placeKnown || random.chance(0.3) ? place.commune : null,
    quartier: placeKnown ? place.quartier : null,
    address: placeKnown ? addressOf(listing, random) : null,
    landmark,
    latitude: point?.latitude ?? null, longitude: point?.longitude ?? null,
    plusCode: point && random.chance(0.2) ? encodePlusCode(point.latitude, point.longitude) : null,
    priceAmount: noPrice ? null : listing.price, priceCurrency: 'XOF', pricePeriod: transaction === 'sale' ? 'total'
      : transaction === 'rent' ? 'month' : 'night',
    priceNegotiable: random.chance(transaction === 'sale' ? 0.38 : 0.12),
    chargesAmount: transaction === 'rent' && listing.standing > 0.6 && random.chance(0.35)
      ? Math.round((listing.price * 0.06) / 5000) * 5000 : null,
    depositMonths: deposit,
    surfaceArea: noSurface ? null : listing.surface,
    landArea: listing.land,
    rooms: family === 'dwelling' && listing.bedrooms !== null && kind !== 'room' && kind !== 'compound' ? listing.bedrooms + 1
      : null,
    bedrooms: listing.bedrooms, bathrooms: listing.bathrooms, toilets: listing.toilets,
    floor: listing.storey === null ? null : listing.storey === 0 ? 'RDC' : String(listing.storey),
    totalFloors: family === 'land' || family === 'annex' ? null : listing.storeys > 1 ? listing.storeys - 1 : null,
    yearBuilt: listing.yearBuilt, furnished: listing.furnished,
    availableFrom: transaction === 'rent' && random.chance(0.1) ? story.calendar.day(random.whole(3, 50)) : null,
    titleType: listing.titleType,
    titleNumber: titled && random.chance(0.55)
      ? `${random.whole(1200, 38_900).toLocaleString('fr-FR').replaceAll('\u202f', ' ')}/${place.registry}` : null,
    nicad: titled && random.chance(0.25)
      ? `01${String(random.whole(10_000_000, 99_999_999))}${String(random.whole(100_000, 999_999))}` : null,
    ownerId: owner?.input.id ?? null,
    notes: random.chance(0.16) ? random.pick(inNotes) : null,
    isPublic: !random.chance(0.07), isFeatured: random.chance(0.05), showPrice: !random.chance(0.05),
  }
}

/** The prices asked one after the other, the last the present one: owners begin high. */
function pricesBefore(price: number | null, daysAgo: number, random: Random): number[] {
  if (price === null || daysAgo < 8) return price === null ? [] : [price]
  const drops = random.weighted([[0, 66], [1, 25], [2, 9]] as const)
  const prices = [price]
  const step = price < 100_000 ? 5_000 : price < 1_000_000 ? 25_000 : price < 20_000_000 ? 250_000 : 1_000_000
  for (let drop = 0; drop < drops; drop++) prices.unshift(Math.max(prices[0]! + step,
    Math.round((prices[0]! * random.between(1.04, 1.13)) / step) * step))
  return prices
}

function tellPhotos({ seed, photos, file, say }: Story, id: string, listing: Listing, title: string, actor: Actor, at: number,
  random: Random): void {
  const plans = random.chance(0.09) ? [] : planPhotos(listing, `${seed}/${id}`, random)
  if (!photos) return
  const positions = keysBetween(plans.length)
  const taken = at + random.whole(4, 40) * 60_000
  for (const [n, plan] of plans.entries()) {
    const fileId = idOf(seed, 'photoFile', id, n)
    file(fileId, `${fold(title).replaceAll(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60)}-${n + 1}.jpg`, { photo: plan },
      actor, taken)
    say('propertyPhoto.create', { id: idOf(seed, 'photo', id, n), propertyId: id, fileId, position: positions[n]!,
      caption: captions[plan.scene] && random.chance(0.35) ? captions[plan.scene]! : null }, actor, taken)
  }
}

const captions: Readonly<Record<string, string>> = {
  living: 'Séjour', bedroom: 'Chambre principale', kitchen: 'Cuisine', bathroom: 'Salle de bain', terrace: 'Terrasse',
    block: 'Façade', villa: 'Vue de la rue', garden: 'Piscine', house: 'Façade', plot: 'Vue du terrain',
    fencedPlot: 'Terrain clôturé', officeRoom: 'Espace de travail', shop: 'Devanture',
}

function tellPapers({ seed, calendar, file, say }: Story, id: string, listing: Listing, actor: Actor,
  listed: { at: number; daysAgo: number }, random: Random): void {
  for (const [n, paper] of planPapers(listing, listed.daysAgo, random).entries()) {
    const fileId = idOf(seed, 'paperFile', id, n)
    const at = listed.at + (50 + n) * 60_000
    file(fileId, paper.fileName, { paper: paper.content }, actor, at)
    say('propertyDocument.create', {
      id: idOf(seed, 'paper', id, n), propertyId: id, fileId, type: paper.type, title: paper.title, isPublic: false,
      issuedOn: paper.issued === null ? null : calendar.day(paper.issued), validUntil: paper.validUntil === null ? null
        : calendar.day(paper.validUntil),
    }, actor, at)
  }
}

type Changes = { id: string; values: Told['values']; prices: number[]; steps: PropertyStatus[] }

/** What became of it afterwards: lower prices, better words, moves of its status, now and then a slip taken back. */
function tellChanges({ calendar, say }: Story, { id, values, prices, steps }: Changes, actor: Actor, daysAgo: number,
  random: Random): void {
  if (daysAgo < 2) return
  for (const [index, ago] of momentsAfter(daysAgo, prices.length - 1, random).entries()) {
    say('property.update', { id, patch: { priceAmount: prices[index + 1]!, priceCurrency: 'XOF',
      pricePeriod: values.pricePeriod! } }, actor, calendar.at(ago, 520 + index * 3))
  }
  if (random.chance(0.12)) say('property.update', { id, patch: { title: values.title.endsWith('.') ? values.title.slice(0, -1)
    : `${values.title}${random.pick([', à visiter', ' (exclusivité)', ', prix revu'])}` } }, actor,
    calendar.at(momentsAfter(daysAgo, 1, random)[0]!, 700))
  if (values.description && random.chance(0.1)) say('property.update',
    { id, patch: { description: `${values.description} ${random.pick(['Visites du lundi au samedi.', 'Photos à jour.',
    'Appeler l’agence pour la visite.'])}` } }, actor, calendar.at(momentsAfter(daysAgo, 1, random)[0]!, 760))
  if (random.chance(0.08)) say('property.setAmenities',
    { id, add: [random.pick(['guard', 'waterReserve', 'parking', 'intercom'])] }, actor,
    calendar.at(momentsAfter(daysAgo, 1, random)[0]!, 800))
  if (values.priceAmount && random.chance(0.012)) {
    // A zero too many, seen at once.
    const ago = momentsAfter(daysAgo, 1, random)[0]!
    const slip = say('property.update', { id, patch: { priceAmount: prices.at(-1)! * 10, priceCurrency: 'XOF',
      pricePeriod: values.pricePeriod! } }, actor, calendar.at(ago, 1175))
    say('core.undo', { commandId: slip }, actor, calendar.at(ago, 1178))
  }
  const moments = momentsAfter(daysAgo, steps.length, random)
  for (const [index, to] of steps.entries()) say('property.setStatus', { id, to }, actor,
    calendar.at(moments[index]!, 1190 + index * 5))
}

function countViews({ calendar, views }: Story, id: string, listing: Listing, daysAgo: number, random: Random): void {
  const charm = random.between(0.05, 0.5) * (0.5 + listing.standing) * (listing.seaView ? 1.6 : 1)
  for (let ago = Math.min(45, daysAgo); ago >= 1; ago--) {
    if (random.chance(Math.min(0.85, charm))) views.push({ propertyId: id, day: calendar.day(-ago),
      count: random.whole(1, 2 + Math.round(charm * 8)) })
  }
}

/** What the manager did over all of them, and what was entered and taken out again. */
function tellOfManagement(story: Story, told: readonly Told[]): void {
  const { seed, calendar, manager, actorOf, say } = story
  const boss = actorOf(manager)
  const alive = told.filter((one) => !one.ended && one.daysAgo > 22)
  const featured = alive.filter((one) => one.listing.standing > 0.6).slice(0, 6).map((one) => one.id)
  if (featured.length) say('property.updateMany', { ids: featured, patch: { isFeatured: true } }, boss, calendar.at(9, 1120))
  const shop = alive.filter((one) => one.listing.transaction === 'sale').slice(6, 18).map((one) => one.id)
  if (shop.length) say('property.updateMany', { ids: shop, patch: { priceNegotiable: true } }, boss, calendar.at(20, 1125))
  // After everything else its first agent did.
  for (const one of alive.slice(-2)) say('property.update', { id: one.id,
    patch: { agentId: story.agents.find((agent) => agent !== one.agent)!.id } }, boss, calendar.at(1, 1260))

  const random = randomOf(seed, 'mistakes')
  for (let index = 0; index < 2 && told.length > 20; index++) {
    const listing = makeListing(random)
    const id = idOf(seed, 'mistake', index)
    const actor = actorOf(random.pick(story.agents))
    say('property.create', { id, values: { title: `${titleOf(listing, random)} (essai)`, kind: listing.kind,
      transaction: listing.transaction, region: listing.place.region, department: listing.place.department,
      commune: listing.place.commune, quartier: listing.place.quartier, priceAmount: listing.price } }, actor,
      calendar.at(100 - index * 30, 640))
    say('property.delete', { id }, actor, calendar.at(100 - index * 30, 655))
  }
}
