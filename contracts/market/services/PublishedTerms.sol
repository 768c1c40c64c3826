// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IFeeSchedule, ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {ServiceIdentity} from "./ServiceIdentity.sol";

/// @title PublishedTerms
/// @notice What services cost and how they run. Terms that were published can be read for ever: what was signed on them
/// is claimed by them.
abstract contract PublishedTerms is ServiceIdentity {
    /// @param count Proposed so far: the sequence in a termsId.
    /// @param current Id of the terms that were in force when the last ones were proposed.
    /// @param next Id of the last proposed terms, in force from their `effectiveAt`; zero when there was one proposal.
    struct Quoted {
        uint32 count;
        bytes32 current;
        bytes32 next;
    }

    /// @dev A claim reads the second slot alone. `effectiveAt` is never zero, `host` is for hosted and managed terms.
    struct TermsRecord {
        bytes32 pricesHash;
        uint96 maxPrice;
        ServiceClass class;
        PriceModel model;
        bool chargeOnError;
        bool direct;
        uint64 effectiveAt;
        address host;
    }

    /// @notice Seconds until changed terms are in force.
    uint64 public constant TERMS_DELAY = 7 days;
    /// @notice Token base units that one call may cost at most, whatever the terms.
    uint96 public constant MAX_PRICE = 1_000_000e6;

    IFeeSchedule public immutable FEES;

    /// @dev Slot 12. Three slots each: uint32 count; bytes32 current; bytes32 next.
    mapping(uint256 serviceId => Quoted) private _quoted;
    /// @dev Slot 13. Three slots each: bytes32 pricesHash, which most terms leave empty; uint96 maxPrice, class, model,
    /// chargeOnError, direct, uint64 effectiveAt; address host, which most terms leave empty.
    mapping(uint256 serviceId => mapping(bytes32 termsId => TermsRecord)) private _terms;

    constructor(IFeeSchedule fees) {
        FEES = fees;
    }

    /// @inheritdoc IServiceRegistry
    function proposeTerms(
        uint256 serviceId,
        Terms calldata terms
    ) external onlyController(serviceId) returns (bytes32 termsId) {
        return _proposeOwnTerms(serviceId, terms);
    }

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
        terms = Terms({
            model: record.model,
            class: record.class,
            chargeOnError: record.chargeOnError,
            direct: record.direct,
            maxPrice: record.maxPrice,
            pricesHash: record.pricesHash
        });
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
    function hostOf(uint256 serviceId, bytes32 termsId) external view returns (address) {
        TermsRecord storage record = _terms[serviceId][termsId];
        require(record.effectiveAt != 0, ServiceRegistryUnknownTerms(serviceId, termsId));
        return record.host;
    }

    /// @dev Terms that need nobody but the publisher. Leaving a host is such a proposal.
    function _proposeOwnTerms(uint256 serviceId, Terms calldata terms) internal returns (bytes32 termsId) {
        require(terms.class == ServiceClass.SelfHosted, ServiceRegistryHostNeeded(terms.class));
        return _proposeTerms(serviceId, terms, address(0));
    }

    function _proposeTerms(
        uint256 serviceId,
        Terms calldata terms,
        address host
    ) internal returns (bytes32 termsId) {
        Quoted storage quoted = _quoted[serviceId];
        bytes32 current = _currentTermsId(serviceId);
        bool first = current == 0;
        uint64 effectiveAt = uint64(block.timestamp) + (first ? 0 : TERMS_DELAY);

        _checkPrice(terms);

        termsId = keccak256(abi.encode(serviceId, ++quoted.count, terms));
        quoted.current = first ? termsId : current;
        // Terms that wait are replaced. Their record stays: what was signed on them is still claimed by their class.
        if (!first) quoted.next = termsId;
        _terms[serviceId][termsId] = TermsRecord({
            pricesHash: terms.pricesHash,
            maxPrice: terms.maxPrice,
            class: terms.class,
            model: terms.model,
            chargeOnError: terms.chargeOnError,
            direct: terms.direct,
            effectiveAt: effectiveAt,
            host: host
        });

        emit TermsProposed(serviceId, termsId, terms, effectiveAt, host);
    }

    /// @dev The last proposed terms once their time has come, else those before; zero when there are none.
    function _currentTermsId(uint256 serviceId) internal view returns (bytes32) {
        Quoted storage quoted = _quoted[serviceId];
        bytes32 next = quoted.next;
        bool inForce = next != 0 && _terms[serviceId][next].effectiveAt <= block.timestamp;
        return inForce ? next : quoted.current;
    }

    /// @dev Of the terms in force; self-hosted when there are none.
    function _currentClass(uint256 serviceId) internal view returns (ServiceClass) {
        return _terms[serviceId][_currentTermsId(serviceId)].class;
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
