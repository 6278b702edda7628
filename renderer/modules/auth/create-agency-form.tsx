import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { emailSchema } from '../../../shared/modules/auth/model.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { PhoneField } from '../../components/fields/phone-field.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './entrance.module.css'
import { leastPassword, useNewPassword } from './new-password.tsx'
import { useFormAct } from './use-form-act.ts'

type Form = { agencyName: string; city: string; phone: string; referencePrefix: string; name: string; email: string }

const fresh: Form = { agencyName: '', city: 'Dakar', phone: '', referencePrefix: 'DKR', name: '', email: '' }

/** One column, two groups: the agency, then its first administrator. */
export function CreateAgencyForm() {
  const { t } = useWords()
  const { core, enter } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [form, setForm] = useState(fresh)
  const [seen, setSeen] = useState<ReadonlySet<keyof Form>>(new Set())
  const password = useNewPassword()

  const problems: Partial<Record<keyof Form, string>> = {
    ...(form.agencyName.trim() === '' && { agencyName: t('session.check.required') }),
    ...(!/^[A-Z0-9]{2,6}$/.test(form.referencePrefix) && { referencePrefix: t('session.check.prefix') }),
    ...(form.name.trim() === '' && { name: t('session.check.required') }),
    ...(!emailSchema.safeParse(form.email).success && { email: t('session.check.email') }),
  }
  const field = (name: keyof Form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm((now) => ({ ...now, [name]: value }))
    },
    onBlur: () => setSeen((now) => new Set([...now, name])),
    error: seen.has(name) ? problems[name] : undefined,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    setSeen(new Set(Object.keys(form) as (keyof Form)[]))
    const passwordFits = password.check()
    if (Object.keys(problems).length > 0 || !passwordFits) return
    void act(async () =>
      enter(
        await core.setup.createAgency({
          agencyName: form.agencyName.trim(),
          city: form.city.trim() || null,
          phone: form.phone.trim() || null,
          referencePrefix: form.referencePrefix,
          name: form.name.trim(),
          email: form.email.trim(),
          password: password.value,
        }),
      ),
    )
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <h2 className={styles.group}>{t('session.first.agency')}</h2>
      <TextInput autoFocus label={t('session.first.agency_name')} required {...field('agencyName')} />
      <div className={styles.pair}>
        <TextInput label={t('session.first.city')} {...field('city')} />
        <PhoneField
          label={t('session.first.phone')}
          value={form.phone}
          onChange={(phone) => setForm((now) => ({ ...now, phone }))}
        />
      </div>
      <TextInput
        label={t('session.first.prefix')}
        {...field('referencePrefix')}
        description={t('session.first.prefix_text', { example: `${form.referencePrefix || 'DKR'}-0001` })}
        onChange={(event) => {
          const value = event.currentTarget.value
            .toUpperCase()
            .replace(/[^A-Z0-9]/g, '')
            .slice(0, 6)
          setForm((now) => ({ ...now, referencePrefix: value }))
        }}
      />
      <h2 className={styles.group}>{t('session.first.you')}</h2>
      <TextInput label={t('session.first.name')} required autoComplete="name" {...field('name')} />
      <TextInput label={t('session.sign_in.email')} required type="email" autoComplete="username" {...field('email')} />
      <PasswordInput
        label={t('session.sign_in.password')}
        description={t('session.password.rule')}
        required
        minLength={leastPassword}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.sign_in.show') }}
        {...password.field}
      />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" size="md" loading={waiting}>
        {t('session.first.submit')}
      </Button>
    </form>
  )
}
