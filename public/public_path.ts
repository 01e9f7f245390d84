/** Must run before any chunk is asked for: Kibana says where this plugin's bundles lie. */
__webpack_public_path__ = __kbnPublicPath__.anomalies;
