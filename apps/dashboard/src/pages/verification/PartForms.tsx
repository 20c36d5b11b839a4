import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.ts'
import { ApiProblem } from '../../api/problem.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { CheckField, SelectField, TextAreaField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { AddressFields } from './AddressFields.tsx'
import { DocumentForm } from './DocumentForm.tsx'
import { type Part, type Person, type Verification, addressOf, filled } from './verification.ts'

export type PartFormProps = { verification: Verification; onSaved: () => Promise<void> }

/** One part of the account: sent by itself, so that nobody loses what they have typed so far. */
const PartForm = ({
  path,
  bodyOf,
  onSaved,
  children,
}: {
  path: string
  bodyOf: (form: FormData) => object
  onSaved: () => Promise<void>
  children: ReactNode
}) => {
  const api = useApi()
  const toast = useToast()
  const save = useWrite((body: object, idempotencyKey) => api.post(path, body, { idempotencyKey }))
  return (
    <Form
      className="max-w-2xl space-y-4"
      problem={save.problem}
      onSubmit={async (form) => {
        const answer = await save.run(bodyOf(form))
        if (answer === null) return
        toast('Saved')
        await onSaved()
      }}
    >
      {children}
      {save.problem !== null && !isOfField(save.problem) && <ProblemNotice problem={save.problem} />}
      {isOfField(save.problem) && (
        <p role="alert" className="text-problem">
          One of the answers is not accepted: see above.
        </p>
      )}
      <Button needs="merchants.onboarding.write" type="submit" look="primary" isBusy={save.isRunning}>
        Save and continue
      </Button>
    </Form>
  )
}

const isOfField = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.param?.includes('.') === true

const detailsPath = ({ merchant_id }: Verification) => `/v1/merchants/${merchant_id}/verification`

const StartForm = ({ verification: { profile }, onSaved }: PartFormProps) => (
  <PartForm
    path="/v1/onboarding/advance"
    bodyOf={(form) => ({
      country: 'US',
      requested_capabilities: [
        'accept_card_payments',
        'receive_payouts',
        ...(form.get('ach') ? ['accept_ach_debit_payments'] : []),
      ],
      profile: filled(form, ['email', 'website_url', 'support_email', 'support_phone']),
    })}
    onSaved={onSaved}
  >
    <p>
      The account takes card payments and pays out to a bank account, for a business in the United States.
      Other countries are not served yet.
    </p>
    <CheckField label="Take payments from bank accounts (ACH debit), too" name="ach" />
    <TextField
      label="E-mail address of the business"
      name="email"
      param="profile.email"
      type="email"
      autoComplete="email"
      required
      defaultValue={profile.email ?? ''}
    />
    <TextField
      label="Web site"
      name="website_url"
      param="profile.website_url"
      type="url"
      autoComplete="url"
      placeholder="https://"
      required
      defaultValue={profile.website_url ?? ''}
      hint="Where buyers find what you sell."
    />
    <TextField
      label="E-mail address for buyers"
      name="support_email"
      param="profile.support_email"
      type="email"
      isOptional
      defaultValue={profile.support_email ?? ''}
    />
    <TextField
      label="Phone number for buyers"
      name="support_phone"
      param="profile.support_phone"
      type="tel"
      placeholder="+14155550100"
      isOptional
      defaultValue={profile.support_phone ?? ''}
    />
  </PartForm>
)

const businessTypes = [
  { value: 'company', words: 'Company' },
  { value: 'individual', words: 'Individual, trading under their own name' },
  { value: 'non_profit', words: 'Non-profit' },
  { value: 'government_entity', words: 'Government entity' },
]

const BusinessForm = ({ verification, onSaved }: PartFormProps) => {
  const { business } = verification
  return (
    <PartForm
      path={detailsPath(verification)}
      bodyOf={(form) => ({
        business: {
          ...filled(form, ['legal_name', 'type', 'tax_id', 'phone', 'description']),
          address: addressOf(form),
        },
      })}
      onSaved={onSaved}
    >
      <SelectField
        label="Kind of business"
        name="type"
        param="business.type"
        choices={businessTypes}
        defaultValue={business.type ?? 'company'}
      />
      <TextField
        label="Legal name"
        name="legal_name"
        param="business.legal_name"
        autoComplete="organization"
        required
        maxLength={255}
        defaultValue={business.legal_name ?? ''}
        hint="As it is registered."
      />
      <TextField
        label="Employer identification number"
        name="tax_id"
        param="business.tax_id"
        inputMode="numeric"
        placeholder={business.tax_id_last4 === null ? '12-3456789' : `ends with ${business.tax_id_last4}`}
        hint={
          business.tax_id_last4 === null ? 'Not needed of individuals.' : 'Given. Leave it empty to keep it.'
        }
      />
      <TextField
        label="Phone"
        name="phone"
        param="business.phone"
        type="tel"
        autoComplete="tel"
        placeholder="+14155550100"
        required
        defaultValue={business.phone ?? ''}
        hint="With the country code, digits only."
      />
      <TextAreaField
        label="What is sold, and to whom"
        name="description"
        param="business.description"
        required
        maxLength={2000}
        defaultValue={business.description ?? ''}
      />
      <AddressFields address={business.address} param="business.address" />
    </PartForm>
  )
}

const RepresentativeForm = ({ verification, onSaved }: PartFormProps) => {
  const person = verification.people.find(({ roles }) => roles.includes('representative'))
  return (
    <PersonForm
      verification={verification}
      onSaved={onSaved}
      person={person ?? null}
      roles={(form) => ['representative', ...(form.get('is_owner') ? (['owner'] as const) : [])]}
    >
      <p>Somebody who may sign for the business, such as its owner or a director.</p>
      <CheckField
        label="This person owns a quarter or more of the business"
        name="is_owner"
        defaultChecked={person?.roles.includes('owner') ?? false}
      />
    </PersonForm>
  )
}

const PersonForm = ({
  verification,
  onSaved,
  person,
  roles,
  children,
}: PartFormProps & {
  person: Person | null
  roles: (form: FormData) => Person['roles']
  children: ReactNode
}) => {
  const at = `people[0]`
  return (
    <PartForm
      path={detailsPath(verification)}
      bodyOf={(form) => ({
        people: [
          {
            ...(person ? { person_id: person.person_id } : {}),
            ...filled(form, ['first_name', 'last_name', 'birth_date', 'email', 'ssn_last_4']),
            address: addressOf(form),
            roles: roles(form),
          },
        ],
      })}
      onSaved={onSaved}
    >
      {children}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="First name"
          name="first_name"
          param={`${at}.first_name`}
          autoComplete="given-name"
          required
          maxLength={100}
          defaultValue={person?.first_name ?? ''}
        />
        <TextField
          label="Last name"
          name="last_name"
          param={`${at}.last_name`}
          autoComplete="family-name"
          required
          maxLength={100}
          defaultValue={person?.last_name ?? ''}
        />
        <TextField
          label="Date of birth"
          name="birth_date"
          param={`${at}.birth_date`}
          type="date"
          autoComplete="bday"
          required
          defaultValue={person?.birth_date ?? ''}
        />
        <TextField
          label="E-mail address"
          name="email"
          param={`${at}.email`}
          type="email"
          autoComplete="email"
          required
          defaultValue={person?.email ?? ''}
        />
      </div>
      <TextField
        label="Last four digits of the social security number"
        name="ssn_last_4"
        param={`${at}.ssn_last_4`}
        inputMode="numeric"
        maxLength={4}
        pattern="[0-9]{4}"
        required={!person?.is_ssn_last_4_provided}
        hint={
          person?.is_ssn_last_4_provided
            ? 'Given. Leave it empty to keep it.'
            : 'Kept encrypted, and never shown again.'
        }
      />
      <AddressFields address={person?.address ?? null} param={`${at}.address`} />
    </PartForm>
  )
}

const OwnersForm = ({ verification, onSaved }: PartFormProps) => {
  const owners = verification.people.filter(({ roles }) => roles.includes('owner'))
  return (
    <div className="space-y-6">
      {owners.length > 0 && (
        <ul className="list-inside list-disc">
          {owners.map((owner) => (
            <li key={owner.person_id}>
              {owner.first_name} {owner.last_name}
            </li>
          ))}
        </ul>
      )}
      <PartForm
        path={detailsPath(verification)}
        bodyOf={() => ({ business: { owners_provided: true } })}
        onSaved={onSaved}
      >
        <CheckField
          label="Everybody who owns a quarter or more of the business is named here"
          name="all"
          required
          defaultChecked={verification.business.owners_provided}
        />
      </PartForm>
      <details className="rounded-card border border-line p-4">
        <summary className="cursor-pointer font-medium">Add another owner</summary>
        <div className="mt-4">
          <PersonForm
            key={verification.people.length}
            verification={verification}
            onSaved={onSaved}
            person={null}
            roles={() => ['owner']}
          >
            {null}
          </PersonForm>
        </div>
      </details>
    </div>
  )
}

const BankForm = ({ verification, onSaved }: PartFormProps) => {
  const { bank_account: account } = verification
  return (
    <PartForm
      path={detailsPath(verification)}
      bodyOf={(form) => ({
        bank_account: filled(form, ['routing_number', 'account_number', 'account_holder_name']),
      })}
      onSaved={onSaved}
    >
      <p>
        {account
          ? `Payouts go to the account that ends with ${account.last4}. Another one replaces it.`
          : 'Where payouts go: a checking account in the United States.'}
      </p>
      <TextField
        label="Routing number"
        name="routing_number"
        param="bank_account.routing_number"
        inputMode="numeric"
        pattern="[0-9]{9}"
        required
        hint="Nine digits."
      />
      <TextField
        label="Account number"
        name="account_number"
        param="bank_account.account_number"
        inputMode="numeric"
        pattern="[0-9]{5,17}"
        required
        hint="Kept encrypted, and never shown again."
      />
      <TextField
        label="Account holder"
        name="account_holder_name"
        param="bank_account.account_holder_name"
        isOptional
        maxLength={255}
      />
    </PartForm>
  )
}

const TermsForm = ({ verification, onSaved }: PartFormProps) => (
  <PartForm path={detailsPath(verification)} bodyOf={() => ({ terms: { accepted: true } })} onSaved={onSaved}>
    <p>
      By accepting you state, for {verification.business_name}, that what you have given is true, and agree to
      the terms of whoever runs this server and of the processor.
    </p>
    <CheckField label="I accept the terms, and may do so for the business" name="accepted" required />
  </PartForm>
)

export const partForms: Record<Part, (props: PartFormProps) => ReactNode> = {
  start: StartForm,
  business: BusinessForm,
  representative: RepresentativeForm,
  owners: OwnersForm,
  bank: BankForm,
  documents: DocumentForm,
  terms: TermsForm,
}
