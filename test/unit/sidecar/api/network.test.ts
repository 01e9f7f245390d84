import { networkOf } from '../../../../sidecar/api/network';

describe('networkOf', () => {
  it('should keep an address of IPv4, written as one of IPv6 or not', () => {
    expect(networkOf('10.0.0.7')).toBe('10.0.0.7');
    expect(networkOf('::ffff:10.0.0.7')).toBe('10.0.0.7');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['64:ff9b::', '64:ff9b:0:0'],
  ])('should take the network of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('should take whatever else for a name of its own', () => {
    expect(networkOf('')).toBe('');
  });
});
