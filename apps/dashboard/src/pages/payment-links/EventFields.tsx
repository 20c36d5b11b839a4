import { SelectField, TextField } from '../../parts/Field.tsx'
import { Section } from '../../parts/Section.tsx'
import type { ChangeLink } from './PaymentLinkForm.tsx'
import type { TypedLink } from './typed-link.ts'

/** The zones that this browser knows, and the one that is chosen in any case. */
const zonesWith = (chosen: string) =>
  [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    .toSorted()
    .map((value) => ({ value, words: value.replaceAll('_', ' ') }))

/** When and where it is, and for how many. */
export const EventFields = ({ typed: { event }, change }: { typed: TypedLink; change: ChangeLink }) => {
  const set = (part: Partial<TypedLink['event']>) => change({ event: { ...event, ...part } })
  return (
    <Section title="Event">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Date and time"
          name="event_at"
          param="event_config.event_at"
          type="datetime-local"
          required
          value={event.at}
          onChange={(typing) => set({ at: typing.target.value })}
        />
        <SelectField
          label="Time zone"
          name="timezone"
          param="event_config.timezone"
          hint="Of the place. Buyers read the time as it is there."
          value={event.timezone}
          onChange={(typing) => set({ timezone: typing.target.value })}
          choices={zonesWith(event.timezone)}
        />
        <TextField
          label="Place"
          name="venue"
          param="event_config.venue"
          maxLength={255}
          isOptional
          value={event.venue}
          onChange={(typing) => set({ venue: typing.target.value })}
        />
        <TextField
          label="Tickets in all"
          name="places"
          param="event_config.max_total_quantity"
          inputMode="numeric"
          isOptional
          hint="Without a number, as many as are bought."
          value={event.places}
          onChange={(typing) => set({ places: typing.target.value })}
        />
      </div>
    </Section>
  )
}
