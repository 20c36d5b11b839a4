import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { Promotion, PromotionCode } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { TextField } from '../../parts/Field.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { JsonView } from '../../parts/JsonView.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { offerWords, usesWords } from './offer-words.ts'

export const PromotionPage = () => {
  const { promotionId = '' } = useParams()
  const promotion = useRead<Promotion>(`/v1/promotions/${promotionId}`)
  return (
    <DetailPage
      kind="Promotion"
      id={promotionId}
      up={{ path: 'promotions', name: 'Promotions' }}
      reading={promotion}
      title={(found) => found.name}
      badges={(found) => <StatusBadge status={found.status} />}
      actions={(found) => <PromotionActions promotion={found} onDone={promotion.reload} />}
      aside={(found) => <PromotionAside promotion={found} />}
    >
      {(found) => (
        <>
          {found.redemption_type === 'code' && (
            <InlineList<PromotionCode>
              key={`codes ${found.version}`}
              title="Codes"
              path={`/v1/promotions/${promotionId}/codes`}
              columns={[
                { name: 'Code', show: ({ code }) => <Code code={code} /> },
                { name: 'Status', show: (code) => <StatusBadge status={code.status} /> },
                {
                  name: 'Used',
                  isNumber: true,
                  show: ({ uses_count, max_uses }) => usesWords(uses_count, max_uses),
                },
                { name: 'Ends', show: (code) => <When at={code.expires_at} /> },
              ]}
              keyOf={(code) => code.promotion_code_id}
              none="No codes: nobody can use it."
            />
          )}
          <Section title="Rules">
            <JsonView
              value={{
                application_method: found.application_method,
                eligibility_rules: found.eligibility_rules,
                combines_with: found.combines_with,
              }}
              what="Rules"
            />
          </Section>
          <ResourceHistory key={`history ${found.version}`} id={promotionId} />
        </>
      )}
    </DetailPage>
  )
}

const Code = ({ code }: { code: string }) => (
  <span className="inline-flex items-center gap-1 font-mono">
    {code}
    <CopyButton text={code} what={`code ${code}`} />
  </span>
)

const PromotionActions = ({ promotion, onDone }: { promotion: Promotion; onDone: () => Promise<void> }) => {
  const api = useApi()
  const path = `/v1/promotions/${promotion.promotion_id}`
  const isOff = promotion.status === 'inactive'
  const archived = promotion.archived_at === null ? null : 'The promotion is archived'
  return (
    <>
      {promotion.redemption_type === 'code' && (
        <ActionButton
          needs="commerce.promotions.write"
          label="Add code"
          title="Add a code"
          confirm="Add code"
          disabledReason={archived}
          send={(form, idempotencyKey) =>
            api.post(`${path}/codes`, { code: String(form.get('code') ?? '').trim() }, { idempotencyKey })
          }
          done="Code added"
          onDone={onDone}
        >
          <TextField label="Code" name="code" required hint="Upper and lower case are the same." />
        </ActionButton>
      )}
      <ActionButton
        needs="commerce.promotions.write"
        label={isOff ? 'Switch on' : 'Switch off'}
        title={isOff ? 'Switch this promotion on?' : 'Switch this promotion off?'}
        confirm={isOff ? 'Switch on' : 'Switch off'}
        disabledReason={archived}
        send={(_form, idempotencyKey) =>
          api.patch(
            path,
            { status: isOff ? 'active' : 'inactive', expected_version: promotion.version },
            { idempotencyKey },
          )
        }
        done={isOff ? 'Switched on' : 'Switched off'}
        onDone={onDone}
      >
        <p>
          {isOff
            ? 'It counts for orders from now on.'
            : 'Open orders lose it at their next change of price. Paid orders keep it.'}
        </p>
      </ActionButton>
    </>
  )
}

const PromotionAside = ({ promotion }: { promotion: Promotion }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['Offer', offerWords(promotion)],
          ['Counts for', wordsOf(promotion.discount_class)],
          ['How it is used', wordsOf(promotion.redemption_type)],
          ['Used', usesWords(promotion.uses_count, promotion.max_uses)],
          ['Shown as', promotion.display_name],
          ['Starts', <When at={promotion.schedule.starts_at} />],
          ['Ends', <When at={promotion.schedule.ends_at} />],
          ['Created', <When at={promotion.created_at} />],
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={promotion.metadata} />
    </Section>
  </>
)
