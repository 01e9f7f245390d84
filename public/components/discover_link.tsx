import { EuiButtonEmpty, EuiButtonIcon, EuiToolTip } from '@elastic/eui';
import { i18n } from '@kbn/i18n';
import { useDiscover } from '../hooks/use_discover';
import type { DiscoverTarget } from '../lib/discover_targets';

const LABEL = i18n.translate('anomalies.flyout.discover', { defaultMessage: 'View in Discover' });

/** Name of the filter that shows just the line that one came from. */
export const THIS_LINE = i18n.translate('anomalies.discover.thisLine', {
  defaultMessage: 'This line alone',
});

interface DiscoverLinkProps {
  /** Undefined where there is nothing to show. */
  target: DiscoverTarget | undefined;
  className?: string;
  'data-test-subj'?: string;
}

/** A link to Kibana's Discover; nothing where there is no Discover. */
export function DiscoverLink({ target, ...props }: DiscoverLinkProps) {
  const urlOf = useDiscover();
  if (!urlOf || !target) return null;
  return (
    <EuiButtonEmpty
      size="s"
      iconType="discoverApp"
      href={urlOf(target)}
      data-test-subj="anomaliesDiscover"
      {...props}
    >
      {LABEL}
    </EuiButtonEmpty>
  );
}

/** The same as an icon, where there are many. */
export function DiscoverIcon({ target }: { target: DiscoverTarget }) {
  const urlOf = useDiscover();
  if (!urlOf) return null;
  return (
    <EuiToolTip content={LABEL}>
      <EuiButtonIcon
        size="xs"
        color="text"
        iconType="discoverApp"
        aria-label={LABEL}
        href={urlOf(target)}
        onClick={(event: React.MouseEvent) => event.stopPropagation()}
        data-test-subj="anomaliesDiscoverIcon"
      />
    </EuiToolTip>
  );
}
