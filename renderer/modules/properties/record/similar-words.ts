import type { SimilarReason } from '../../../../shared/modules/properties/model-views.ts'
import { kindSchema } from '../../../../shared/modules/properties/model.ts'
import type { Translate } from '../../../../shared/language/index.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import type { Currency, Language } from '../../../../shared/values/money.ts'

type Compared = { t: Translate; language: Language; currency: Currency; area: (squareMetres: number) => string }

/**
 * Why two properties are alike, part by part. `value` of a price or a size is the difference, signed; of a kind or a
 * place, what the other one is.
 */
export function reasonInWords(reason: SimilarReason, { t, language, currency, area }: Compared): string {
  const { part, distance, value } = reason
  switch (part) {
    case 'kind': {
      if (distance === 0) return t('property.similar.kind.same')
      const kind = kindSchema.safeParse(value)
      return t('property.similar.kind.other', { value: kind.success ? t(`property.kinds.${kind.data}`) : String(value ?? '') })
    }
    case 'place':
      if (distance === 0) return t('property.similar.place.same')
      return value === null
        ? t('property.noPlace')
        : t(distance < 0.5 ? 'property.similar.place.near' : 'property.similar.place.other', { value })
    case 'price':
      if (typeof value !== 'number') return t('property.similar.price.unknown')
      if (value === 0) return t('property.similar.price.same')
      return t(value > 0 ? 'property.similar.price.more' : 'property.similar.price.less', {
        value: formatMoney({ amount: Math.abs(value), currency }, { language, short: Math.abs(value) >= 10_000_000 }),
      })
    case 'size':
      if (typeof value !== 'number') return t('property.similar.size.unknown')
      if (value === 0) return t('property.similar.size.same')
      return t(value > 0 ? 'property.similar.size.more' : 'property.similar.size.less', { value: area(Math.abs(value)) })
  }
}
