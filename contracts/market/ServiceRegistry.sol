// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IFeeSchedule, ServiceClass} from "../interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {PermitTransfer} from "./PermitTransfer.sol";
import {ServiceIdentity} from "./ServiceIdentity.sol";
import {ServiceName} from "./ServiceName.sol";

contract ServiceRegistry is ServiceIdentity, AccessManaged {
    using PermitTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Seconds until changed terms are in force.
    uint64 public constant TERMS_DELAY = 7 days;
    /// @notice Seconds that stake thaws.
    uint64 public constant STAKE_THAW = 14 days;
    /// @notice Bytes of a manifest.
    uint256 public constant MAX_MANIFEST = 24_576;
    /// @notice Token base units that one call may cost at most, whatever the terms.
    uint96 public constant MAX_PRICE = 1_000_000e6;
    /// @notice Bounds of `setMinStake`, token base units.
    uint96 public constant LEAST_MIN_STAKE = 1e6;
    uint96 public constant MOST_MIN_STAKE = 100_000e6;

    /// @notice Holds the stakes' token.
    IERC20 public immutable TOKEN;
    IFeeSchedule public immutable FEES;

    /// @param versions Published so far.
    /// @param termsCount Proposed so far: the sequence in a termsId.
    /// @param terms Id of the terms that were in force when the last ones were proposed.
    /// @param nextTerms Id of the last proposed terms, in force from their `effectiveAt`; zero when there was one proposal.
    struct Service {
        Status status;
        uint32 versions;
        uint32 termsCount;
        bytes32 terms;
        bytes32 nextTerms;
        string name;
    }

    /// @dev One slot after `pricesHash`, which most terms leave empty. `effectiveAt` is never zero.
    struct TermsRecord {
        bytes32 pricesHash;
        uint96 maxPrice;
        ServiceClass class;
        PriceModel model;
        bool chargeOnError;
        uint64 effectiveAt;
    }

    struct VersionRecord {
        bytes32 codeHash;
        bytes32 manifestHash;
    }

    mapping(uint256 serviceId => Service) private _services;
    mapping(uint256 serviceId => mapping(bytes32 termsId => TermsRecord)) private _terms;
    mapping(uint256 serviceId => mapping(uint32 version => VersionRecord)) private _versions;
    mapping(uint256 serviceId => Stake) private _stakes;
    mapping(bytes32 nameKey => uint256 serviceId) private _ids;
    mapping(bytes32 namespaceKey => address holder) private _namespaces;
    mapping(ServiceClass class => uint96 amount) private _minStakes;

    /// @param platform The Treasury: owner of service 0.
    /// @param minStakes Token base units for self-hosted, hosted and managed services.
    constructor(
        IERC20 token,
        IFeeSchedule fees,
        address authority,
        address platform,
        uint96[3] memory minStakes
    ) ServiceIdentity(platform) AccessManaged(authority) {
        TOKEN = token;
        FEES = fees;
        _setMinStake(ServiceClass.SelfHosted, minStakes[0]);
        _setMinStake(ServiceClass.Hosted, minStakes[1]);
        _setMinStake(ServiceClass.Managed, minStakes[2]);
    }

    /* LISTING */

    /// @inheritdoc IServiceRegistry
    function list(Listing calldata listing, Permit calldata permit) external returns (uint256 serviceId) {
        serviceId = _register(msg.sender, listing.agentURI);
        _name(serviceId, listing.name);
        _proposeTerms(serviceId, listing.terms);
        _publishVersion(serviceId, listing.release, listing.manifest);
        _addStake(serviceId, listing.stake);
        _setStatus(serviceId, Status.Active);
        TOKEN.take(listing.stake, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IServiceRegistry
    function nameService(uint256 serviceId, string calldata name) external onlyController(serviceId) {
        _name(serviceId, name);
    }

    /// @inheritdoc IServiceRegistry
    function proposeTerms(
        uint256 serviceId,
        Terms calldata terms
    ) external onlyController(serviceId) returns (bytes32 termsId) {
        return _proposeTerms(serviceId, terms);
    }

    /// @inheritdoc IServiceRegistry
    function publishVersion(
        uint256 serviceId,
        Release calldata release,
        bytes calldata manifest
    ) external onlyController(serviceId) returns (uint32 version) {
        return _publishVersion(serviceId, release, manifest);
    }

    /// @inheritdoc IServiceRegistry
    function setStatus(uint256 serviceId, Status status) external onlyController(serviceId) {
        _setStatus(serviceId, status);
    }

    /* STAKE */

    /// @inheritdoc IServiceRegistry
    function stake(uint256 serviceId, uint96 amount, Permit calldata permit) external {
        _requireOwned(serviceId);
        _addStake(serviceId, amount);
        TOKEN.take(amount, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IServiceRegistry
    function thawStake(uint256 serviceId, uint96 amount) external onlyController(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 available = held.amount - held.thawing;

        require(amount != 0, ServiceRegistryZeroAmount());
        require(amount <= available, ServiceRegistryInsufficientStake(serviceId, available, amount));

        held.thawing += amount;
        held.thawEnd = uint64(block.timestamp) + STAKE_THAW;

        emit StakeThawing(serviceId, held.thawing, held.thawEnd);
    }

    /// @inheritdoc IServiceRegistry
    function cancelStakeThaw(uint256 serviceId) external onlyController(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 amount = held.thawing;

        require(amount != 0, ServiceRegistryNothingThawing(serviceId));

        held.thawing = 0;
        held.thawEnd = 0;

        emit StakeThawCancelled(serviceId, amount);
    }

    /// @inheritdoc IServiceRegistry
    function withdrawStake(uint256 serviceId, address to) external onlyController(serviceId) {
        Stake storage held = _stakes[serviceId];
        uint96 amount = held.thawing;

        require(amount != 0, ServiceRegistryNothingThawing(serviceId));
        require(block.timestamp >= held.thawEnd, ServiceRegistryStillThawing(serviceId, held.thawEnd));

        held.amount -= amount;
        held.thawing = 0;
        held.thawEnd = 0;

        emit StakeWithdrawn(serviceId, to, amount, held.amount);
        TOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IServiceRegistry
    function setMinStake(ServiceClass class, uint96 amount) external restricted {
        _setMinStake(class, amount);
    }

    /* VIEWS */

    /// @inheritdoc IServiceRegistry
    function termsHash(uint256 serviceId) external view returns (bytes32) {
        bytes32 termsId = _currentTermsId(serviceId);
        if (termsId == 0) return 0;
        return keccak256(abi.encode(termsId, FEES.currentVersion(_terms[serviceId][termsId].class)));
    }

    /// @inheritdoc IServiceRegistry
    function currentTerms(
        uint256 serviceId
    ) external view returns (bytes32 termsId, uint32 feeVersion, Terms memory terms) {
        termsId = _currentTermsId(serviceId);
        require(termsId != 0, ServiceRegistryUnknownTerms(serviceId, termsId));
        TermsRecord storage record = _terms[serviceId][termsId];
        feeVersion = FEES.currentVersion(record.class);
        terms = Terms(record.model, record.class, record.chargeOnError, record.maxPrice, record.pricesHash);
    }

    /// @inheritdoc IServiceRegistry
    function classOf(
        uint256 serviceId,
        bytes32 termsId
    ) external view returns (ServiceClass class, uint96 maxPrice) {
        TermsRecord storage record = _terms[serviceId][termsId];
        require(record.effectiveAt != 0, ServiceRegistryUnknownTerms(serviceId, termsId));
        return (record.class, record.maxPrice);
    }

    /// @inheritdoc IServiceRegistry
    function isListed(uint256 serviceId) external view returns (bool) {
        if (_services[serviceId].status != Status.Active) return false;
        (uint96 working, uint96 required) = _workingStake(serviceId, _currentTermsId(serviceId));
        return working >= required;
    }

    /// @inheritdoc IServiceRegistry
    function idOf(string calldata name) external view returns (uint256) {
        (bool valid, bytes32 key, , ) = ServiceName.parse(name);
        return valid ? _ids[key] : 0;
    }

    /// @inheritdoc IServiceRegistry
    function nameOf(uint256 serviceId) external view returns (string memory) {
        return _services[serviceId].name;
    }

    /// @inheritdoc IServiceRegistry
    function statusOf(uint256 serviceId) external view returns (Status) {
        return _services[serviceId].status;
    }

    /// @inheritdoc IServiceRegistry
    function stakeOf(uint256 serviceId) external view returns (Stake memory) {
        return _stakes[serviceId];
    }

    /// @inheritdoc IServiceRegistry
    function minStake(ServiceClass class) external view returns (uint96) {
        return _minStakes[class];
    }

    /// @inheritdoc IServiceRegistry
    function versionCount(uint256 serviceId) external view returns (uint32) {
        return _services[serviceId].versions;
    }

    /// @inheritdoc IServiceRegistry
    function versionHashes(
        uint256 serviceId,
        uint32 version
    ) external view returns (bytes32 codeHash, bytes32 manifestHash) {
        VersionRecord storage record = _versions[serviceId][version];
        return (record.codeHash, record.manifestHash);
    }

    /* THE PARTS OF A LISTING */

    /// @dev A namespace belongs to the owner of the first service named in it, so an operator can name for its owner.
    function _name(uint256 serviceId, string calldata name) private {
        (bool valid, bytes32 key, string memory namespace, bytes32 namespaceKey) = ServiceName.parse(name);
        address owner = _requireOwned(serviceId);
        address holder = _namespaces[namespaceKey];

        require(valid, ServiceRegistryNameInvalid(name));
        require(bytes(_services[serviceId].name).length == 0, ServiceRegistryAlreadyNamed(serviceId));
        require(_ids[key] == 0, ServiceRegistryNameTaken(name, _ids[key]));
        require(holder == address(0) || holder == owner, ServiceRegistryNamespaceHeld(namespace, holder));

        _services[serviceId].name = name;
        _ids[key] = serviceId;
        if (holder == address(0)) {
            _namespaces[namespaceKey] = owner;
            emit NamespaceClaimed(namespace, owner);
        }

        emit ServiceNamed(serviceId, name);
    }

    function _proposeTerms(uint256 serviceId, Terms calldata terms) private returns (bytes32 termsId) {
        Service storage service = _services[serviceId];
        bytes32 current = _currentTermsId(serviceId);
        bool first = current == 0;
        uint64 effectiveAt = uint64(block.timestamp) + (first ? 0 : TERMS_DELAY);

        _checkPrice(terms);

        termsId = keccak256(abi.encode(serviceId, ++service.termsCount, terms));
        service.terms = first ? termsId : current;
        // Terms that wait are replaced. Their record stays: what was signed on them is still claimed by their class.
        if (!first) service.nextTerms = termsId;
        _terms[serviceId][termsId] = TermsRecord({
            pricesHash: terms.pricesHash,
            maxPrice: terms.maxPrice,
            class: terms.class,
            model: terms.model,
            chargeOnError: terms.chargeOnError,
            effectiveAt: effectiveAt
        });

        emit TermsProposed(serviceId, termsId, terms, effectiveAt);
    }

    function _publishVersion(
        uint256 serviceId,
        Release calldata release,
        bytes calldata manifest
    ) private returns (uint32 version) {
        require(manifest.length <= MAX_MANIFEST, ServiceRegistryManifestSize(manifest.length, MAX_MANIFEST));
        require(
            bytes(release.semver).length != 0 && release.codeHash != 0 && manifest.length != 0,
            ServiceRegistryVersionIncomplete(serviceId)
        );

        version = ++_services[serviceId].versions;
        bytes32 manifestHash = sha256(manifest);
        _versions[serviceId][version] = VersionRecord(release.codeHash, manifestHash);

        emit VersionPublished(
            serviceId,
            version,
            release.semver,
            release.codeHash,
            release.uri,
            manifestHash,
            manifest
        );
    }

    function _addStake(uint256 serviceId, uint96 amount) private {
        require(amount != 0, ServiceRegistryZeroAmount());
        uint96 total = _stakes[serviceId].amount += amount;
        emit Staked(serviceId, msg.sender, amount, total);
    }

    function _setStatus(uint256 serviceId, Status status) private {
        Service storage service = _services[serviceId];
        if (status == Status.Active) {
            bytes32 termsId = _currentTermsId(serviceId);
            require(bytes(service.name).length != 0, ServiceRegistryNameInvalid(service.name));
            require(termsId != 0, ServiceRegistryUnknownTerms(serviceId, termsId));
            require(service.versions != 0, ServiceRegistryVersionIncomplete(serviceId));
            (uint96 working, uint96 required) = _workingStake(serviceId, termsId);
            require(working >= required, ServiceRegistryNotListable(serviceId, working, required));
        }
        service.status = status;
        emit StatusSet(serviceId, status);
    }

    function _setMinStake(ServiceClass class, uint96 amount) private {
        require(
            amount >= LEAST_MIN_STAKE && amount <= MOST_MIN_STAKE,
            ServiceRegistryMinStakeOutOfBounds(amount, LEAST_MIN_STAKE, MOST_MIN_STAKE)
        );
        _minStakes[class] = amount;
        emit MinStakeSet(class, amount);
    }

    /// @dev The last proposed terms once their time has come, else those before; zero when there are none.
    function _currentTermsId(uint256 serviceId) private view returns (bytes32) {
        Service storage service = _services[serviceId];
        bytes32 next = service.nextTerms;
        bool inForce = next != 0 && _terms[serviceId][next].effectiveAt <= block.timestamp;
        return inForce ? next : service.terms;
    }

    /// @dev Stake that is not thawing, and what the class of these terms needs.
    function _workingStake(
        uint256 serviceId,
        bytes32 termsId
    ) private view returns (uint96 working, uint96 required) {
        Stake storage held = _stakes[serviceId];
        return (held.amount - held.thawing, _minStakes[_terms[serviceId][termsId].class]);
    }

    /// @dev A free service has no price; a table of prices goes with the models that read one.
    function _checkPrice(Terms calldata terms) private pure {
        bool free = terms.model == PriceModel.Free;
        bool table = terms.model == PriceModel.PerTool || terms.model == PriceModel.PerUnit;
        uint96 least = free ? 0 : 1;
        uint96 most = free ? 0 : MAX_PRICE;
        require(
            terms.maxPrice >= least && terms.maxPrice <= most,
            ServiceRegistryPriceOutOfBounds(terms.maxPrice, least, most)
        );
        require(
            table == (terms.pricesHash != 0),
            ServiceRegistryPricesHashMismatch(terms.model, terms.pricesHash)
        );
    }
}
