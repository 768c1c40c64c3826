// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Vesting
/// @notice One beneficiary's STOA by a schedule that never changes: nothing before the cliff, at the cliff all that is linear
/// by then, the rest second by second. What is here votes for nobody; what is released is the beneficiary's to delegate.
/// @dev The grant is what the contract was given, whenever that was. Other tokens than STOA are lost here.
interface IVesting {
    /// @param cliff Seconds after `start`. @param duration Seconds from `start` to the last token, the cliff included.
    /// @param revocable Whether governance may take back what has not vested.
    event VestingOpened(
        address indexed beneficiary,
        uint64 start,
        uint64 cliff,
        uint64 duration,
        bool revocable
    );
    event Released(address indexed beneficiary, uint256 amount);
    /// @param returned To the Treasury: all that had not vested. @param kept What had, released or not.
    event Revoked(address indexed treasury, uint256 returned, uint256 kept);
    /// @param acceptFrom Unix seconds from which the successor may accept.
    event HandoverOffered(address indexed beneficiary, address indexed successor, uint64 acceptFrom);
    event HandoverWithdrawn(address indexed beneficiary, address indexed successor);
    event BeneficiaryChanged(address indexed former, address indexed beneficiary);

    error VestingZeroAddress();
    error VestingStartOutOfBounds(uint64 start, uint256 earliest, uint256 latest);
    error VestingDurationOutOfBounds(uint64 duration, uint64 minimum, uint64 maximum);
    error VestingCliffOverDuration(uint64 cliff, uint64 duration);
    error VestingNothingReleasable(uint256 vested, uint256 released);
    error VestingNotRevocable();
    error VestingRevokedAlready();
    error VestingNotBeneficiary(address beneficiary, address caller);
    error VestingNotSuccessor(address successor, address caller);
    error VestingSameSuccessor(address successor);
    error VestingHandoverTooEarly(uint256 time, uint64 acceptFrom);

    /// @notice Pays the beneficiary all that has vested and was not paid. Anyone may.
    function release() external returns (uint256 amount);

    /// @notice Sends the Treasury what has not vested; the rest stays the beneficiary's. Governed, once, where it is revocable.
    function revoke() external;

    /// @notice Offers the place of the beneficiary to another address, which accepts after `HANDOVER_NOTICE`. The zero address
    /// withdraws an offer. Beneficiary only.
    /// @dev Allowed, since a schedule of years outlives keys: who fears for one, or moves to a wallet of several, must not lose
    /// the grant. To forbid it would stop no sale either, for a key or a wallet contract can be sold unseen. This way it is seen:
    /// the offer is an event, and in the time of notice governance can revoke a grant that is being sold. Votes cannot be
    /// sold with it, as unvested tokens have none. The successor accepts, so that a wrong address costs nothing.
    function setBeneficiary(address successor) external;

    /// @notice Takes the beneficiary's place, after the notice. Named successor only.
    function acceptBeneficiary() external;

    /// @notice Base units that have vested by `timestamp` (Unix seconds), released or not. Once revoked, all that is left has.
    function vested(uint64 timestamp) external view returns (uint256);

    /// @notice Base units that `release` would pay now.
    function releasable() external view returns (uint256);

    /// @notice Base units that were paid so far.
    function released() external view returns (uint256);

    function beneficiary() external view returns (address);

    /// @notice To whom the beneficiary has offered his place; zero when to nobody.
    function successor() external view returns (address);

    /// @notice Unix seconds from which the successor may accept.
    function acceptFrom() external view returns (uint64);

    function revoked() external view returns (bool);
}
