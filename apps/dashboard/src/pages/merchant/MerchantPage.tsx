import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Notice, ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { When } from '../../parts/When.tsx'
import { useEnvironment, useReloadSession } from '../../session-context.ts'
import { LiveEnvironment } from '../developers/LiveEnvironment.tsx'
import type { Merchant } from './merchant.ts'
import { PinVersion } from './PinVersion.tsx'

/** Written in live mode only, for all environments. Source: contract, flint-platform 13.1. */
export const MerchantPage = () => (
  <LiveEnvironment>
    <Profile />
  </LiveEnvironment>
)

const Profile = () => {
  const { merchant } = useEnvironment()
  const reading = useRead<Merchant>(`/v1/merchants/${merchant.merchant_id}`)
  const { data } = reading
  return (
    <>
      <PageHead
        name="Business profile"
        badges={data && <StatusBadge status={data.status} />}
        below="The same in live mode and in every sandbox."
      />
      {reading.problem !== null && (
        <ProblemNotice problem={reading.problem} onRetry={() => void reading.reload()} />
      )}
      {!data && reading.problem === null && <Skeleton lines={12} />}
      {data && (
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0 space-y-4">
            {data.banners.map(({ message, style }) => (
              <Notice
                key={message}
                tone={style === 'error' ? 'problem' : style === 'warning' ? 'attention' : 'calm'}
              >
                <p>{message}</p>
              </Notice>
            ))}
            <Section title="As buyers see it">
              <ProfileForm key={data.version} merchant={data} onSaved={reading.reload} />
            </Section>
          </div>
          <div className="min-w-0 space-y-4">
            <Section title="Account">
              <Facts
                facts={[
                  ['Merchant', <IdLink key="id" id={data.merchant_id} />],
                  ['Payments', <StatusBadge key="p" status={data.payments.status} />],
                  ['Payouts', <StatusBadge key="o" status={data.payouts.status} />],
                  ['Since', <When key="c" at={data.created_at} format="day" />],
                ]}
              />
            </Section>
            <PinVersion merchant={data} onDone={reading.reload} />
          </div>
        </div>
      )}
    </>
  )
}

const fields = [
  { name: 'email', label: 'E-mail address of the business', type: 'email' },
  {
    name: 'phone',
    label: 'Phone of the business',
    type: 'tel',
    hint: 'With the country code, such as +14155550100.',
  },
  { name: 'website_url', label: 'Web site', type: 'url' },
  { name: 'support_email', label: 'E-mail address for buyers', type: 'email' },
  { name: 'support_phone', label: 'Phone for buyers', type: 'tel' },
  { name: 'support_url', label: 'Help page for buyers', type: 'url' },
] as const

const ProfileForm = ({ merchant, onSaved }: { merchant: Merchant; onSaved: () => Promise<void> }) => {
  const api = useApi()
  const toast = useToast()
  const reloadSession = useReloadSession()
  const save = useWrite((body: object, idempotencyKey) =>
    api.patch(`/v1/merchants/${merchant.merchant_id}`, body, { idempotencyKey }),
  )
  /** Only what was changed is sent; an empty field clears. */
  const changesIn = (form: FormData): Record<string, string | null> => {
    const changes: Record<string, string | null> = {}
    for (const { name } of fields) {
      const value = String(form.get(name) ?? '').trim()
      if (value !== (merchant[name] ?? '')) changes[name] = value === '' ? null : value
    }
    for (const name of ['business_name', 'reporting_timezone'] as const) {
      const value = String(form.get(name) ?? '').trim()
      if (value !== merchant[name]) changes[name] = value
    }
    return changes
  }
  return (
    <Form
      className="max-w-2xl space-y-4"
      problem={save.problem}
      onSubmit={async (form) => {
        const changes = changesIn(form)
        if (Object.keys(changes).length === 0) return toast('Nothing was changed')
        if ((await save.run({ ...changes, expected_version: merchant.version })) === null) return
        toast('Saved')
        await Promise.all([onSaved(), reloadSession()])
      }}
    >
      <TextField
        label="Name"
        name="business_name"
        required
        maxLength={120}
        defaultValue={merchant.business_name}
      />
      {fields.map(({ name, label, type, ...more }) => (
        <TextField
          key={name}
          label={label}
          name={name}
          type={type}
          isOptional
          defaultValue={merchant[name] ?? ''}
          {...more}
        />
      ))}
      <TextField
        label="Time zone of reports"
        name="reporting_timezone"
        required
        maxLength={64}
        defaultValue={merchant.reporting_timezone}
        hint="An IANA name, such as America/New_York."
      />
      {save.problem !== null && <ProblemNotice problem={save.problem} />}
      <Button needs="merchants.profile.write" type="submit" look="primary" isBusy={save.isRunning}>
        Save
      </Button>
    </Form>
  )
}
