import { useApi } from '../../api/api-context.ts'
import { apiVersions } from '../../api/curl.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { SelectField } from '../../parts/Field.tsx'
import { Section } from '../../parts/Section.tsx'
import { When } from '../../parts/When.tsx'
import type { Merchant } from './merchant.ts'

/** Which version of the API calls are answered in that name none. Source: contract, flint-platform 2. */
export const PinVersion = ({ merchant, onDone }: { merchant: Merchant; onDone: () => Promise<void> }) => {
  const api = useApi()
  const { api_version: current, api_version_pinned_at: pinnedAt } = merchant
  return (
    <Section title="API version">
      <div className="space-y-3">
        <Facts
          facts={[
            ['Version', current],
            ['Pinned', pinnedAt === null ? 'Not yet' : <When key="pinned" at={pinnedAt} />],
            merchant.api_version_previous !== null && ['Before', merchant.api_version_previous],
            merchant.api_version_rollback_expires_at !== null && [
              'Way back until',
              <When key="back" at={merchant.api_version_rollback_expires_at} />,
            ],
          ]}
        />
        <p className="text-ink-soft">
          For calls without Flint-Version, and webhooks that follow the account, in every environment.
        </p>
        <ActionButton<Merchant>
          label={pinnedAt === null ? 'Pin the version' : 'Change the version'}
          needs="merchants.profile.write"
          title="Pin the version of the API"
          confirm="Pin the version"
          send={(form, idempotencyKey) =>
            api.patch(
              `/v1/merchants/${merchant.merchant_id}`,
              { api_version: form.get('api_version'), expected_api_version: current },
              { idempotencyKey },
            )
          }
          done={({ api_version }) => `Pinned to ${api_version}`}
          onDone={onDone}
        >
          <p>
            Answers and events take its shape at once, in live mode too. For 72 hours the way back is open;
            after that only a newer version can be chosen.
          </p>
          <SelectField
            label="Version"
            name="api_version"
            defaultValue={current}
            choices={apiVersions.map((value) => ({ value, words: value }))}
          />
        </ActionButton>
      </div>
    </Section>
  )
}
