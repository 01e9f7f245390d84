import { EuiAccordion, useGeneratedHtmlId } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useState } from 'react';
import type { Rule } from '../../../../common/api/settings/rules';
import { SEVERITY_LABELS } from '../../../lib/severity';
import { useDraft } from '../draft';
import { DigestFields } from './digest_fields';
import { ChoiceRow, ListRow, NumberRow, SelectRow, SwitchRow } from './fields';
import { QuietFields } from './quiet_fields';

interface Props {
  rule: Rule;
  onChange(next: Rule): void;
}

const MINUTES = i18n.translate('anomalies.rule.minutes', { defaultMessage: 'minutes' });

/** What is told to whom; what few need stands behind a click, open where it is used. */
export function RuleFields({ rule, onChange }: Props) {
  const { values } = useDraft();
  const id = useGeneratedHtmlId({ prefix: 'anomaliesRuleMore' });
  const [isOpen] = useState(() => isSpecial(rule));
  return (
    <>
      {rule.kind === 'count' && (
        <>
          <NumberRow
            label={i18n.translate('anomalies.rule.moreThan', {
              defaultMessage: 'More flagged lines than',
            })}
            value={rule.more_than}
            min={0}
            max={1_000_000}
            onChange={(more_than) => onChange({ ...rule, more_than })}
            field="more_than"
            testSubject="anomaliesRuleMoreThan"
          />
          <NumberRow
            label={i18n.translate('anomalies.rule.within', { defaultMessage: 'Within' })}
            value={rule.within_minutes}
            min={1}
            max={1_440}
            append={MINUTES}
            onChange={(within_minutes) => onChange({ ...rule, within_minutes })}
            field="within_minutes"
          />
        </>
      )}
      <SelectRow
        label={i18n.translate('anomalies.rule.severity', { defaultMessage: 'Severity at least' })}
        value={rule.severity}
        texts={SEVERITY_LABELS}
        onChange={(severity) => onChange({ ...rule, severity })}
        field="severity"
      />
      <NumberRow
        label={i18n.translate('anomalies.rule.cooldown', { defaultMessage: 'Then quiet for' })}
        value={rule.cooldown_minutes}
        min={1}
        max={10_080}
        append={MINUTES}
        onChange={(cooldown_minutes) => onChange({ ...rule, cooldown_minutes })}
        field="cooldown_minutes"
      />
      <ChoiceRow
        label={i18n.translate('anomalies.rule.tell', { defaultMessage: 'Tell' })}
        value={rule.notifiers}
        options={values.notifications.notifiers}
        onChange={(notifiers) => onChange({ ...rule, notifiers })}
        field="notifiers"
        testSubject="anomaliesRuleTell"
      />
      <EuiAccordion
        id={id}
        className="anmFields__wide"
        initialIsOpen={isOpen}
        buttonContent={i18n.translate('anomalies.rule.more', {
          defaultMessage: 'Only some hosts, quiet hours, summing up',
        })}
        paddingSize="s"
        data-test-subj={`anomaliesRuleMore-${rule.id}`}
      >
        <div className="anmForm">
          <EntityFields rule={rule} onChange={onChange} />
          <DigestFields digest={rule.digest} onChange={(digest) => onChange({ ...rule, digest })} />
          <QuietFields quiet={rule.quiet} onChange={(quiet) => onChange({ ...rule, quiet })} />
          <SwitchRow
            label={i18n.translate('anomalies.rule.criticalAtOnce', {
              defaultMessage:
                'Tell what is critical at once, also in quiet hours and where it is summed up',
            })}
            value={rule.critical_at_once}
            onChange={(critical_at_once) => onChange({ ...rule, critical_at_once })}
            testSubject="anomaliesRuleCritical"
          />
          <SwitchRow
            label={i18n.translate('anomalies.rule.recovery', {
              defaultMessage: 'Tell when it is over',
            })}
            value={rule.recovery}
            onChange={(recovery) => onChange({ ...rule, recovery })}
            testSubject="anomaliesRuleRecovery"
          />
        </div>
      </EuiAccordion>
    </>
  );
}

/** All of a kind where nothing is named. */
function EntityFields({ rule, onChange }: Props) {
  const all = i18n.translate('anomalies.rule.all', { defaultMessage: 'All; * for any characters' });
  return (
    <div className="anmFields">
      <ListRow
        label={i18n.translate('anomalies.rule.hosts', { defaultMessage: 'Only hosts' })}
        value={rule.hosts}
        placeholder={all}
        onChange={(hosts) => onChange({ ...rule, hosts })}
        field="hosts"
        testSubject="anomaliesRuleHosts"
      />
      <ListRow
        label={i18n.translate('anomalies.rule.services', { defaultMessage: 'Only services' })}
        value={rule.services}
        placeholder={all}
        onChange={(services) => onChange({ ...rule, services })}
        field="services"
        testSubject="anomaliesRuleServices"
      />
      {rule.kind === 'count' && (
        <ListRow
          label={i18n.translate('anomalies.rule.indices', { defaultMessage: 'Only indices' })}
          value={rule.indices}
          placeholder={all}
          onChange={(indices) => onChange({ ...rule, indices })}
          field="indices"
        />
      )}
    </div>
  );
}

/** Whether anything is set that stands behind the click. */
function isSpecial(rule: Rule): boolean {
  const named = [rule.hosts, rule.services, rule.kind === 'count' ? rule.indices : []].flat();
  const isTimed = rule.quiet !== undefined || rule.digest !== undefined;
  return named.length > 0 || isTimed || rule.critical_at_once || !rule.recovery;
}
